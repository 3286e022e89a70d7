-- How many rows were given up; 10000 means so many or more.
create or replace function core.count_dead() returns integer
language sql stable
return (select count(*)::integer from (select from core.work_queue w where w.status = 'dead' limit 10000) w);
