alter table core.live_connections drop column ended;
alter table core.sessions drop constraint sessions_staff_id_fkey,
  add constraint sessions_staff_id_fkey foreign key (staff_id) references core.staff_shared;
alter table core.sessions drop column subject;
