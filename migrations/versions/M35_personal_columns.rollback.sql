alter table core.scans drop column ticket_id;
drop table core.personal_columns;
