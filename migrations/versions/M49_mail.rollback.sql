set local role ordak_owner;
alter table core.staff_shared drop column language;
delete from core.work_queue where topic = 'mail';
