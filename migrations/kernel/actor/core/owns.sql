-- Is what belongs to this member to be seen by the one who acts? By a Member their own alone, by everybody else all of it.
create or replace function core.owns(p_member_id uuid) returns boolean
language sql stable
return coalesce(current_setting('ordak.member', true), '') = any (array['', p_member_id::text]);
