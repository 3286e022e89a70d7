-- A person whom the one who acts may manage: an Admin, all those of their organisation who work in no store but the
-- Admin's own. Null for others.
create or replace function core.managed(p_staff_id uuid) returns core.staff_shared
language sql stable
return (
  select s from core.staff_shared s
  where s.id = p_staff_id and core.actor('role') = 'Admin'
    and s.organisation = core.house() and s.stores <@ string_to_array(current_setting('ordak.stores', true), ','));
