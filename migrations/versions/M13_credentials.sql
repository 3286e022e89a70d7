-- What a session was made from, so that it ends with it; and the pages that are to be hung up on.
-- squawk-ignore-file constraint-missing-not-valid, adding-foreign-key-constraint, ban-drop-constraint
-- squawk-ignore-file require-concurrent-index-creation
-- depends: M12_claims
set local role ordak_owner;

-- The account at the provider. Null where nobody came from one, as at the terminal of a local stack.
alter table core.sessions add column subject text;
update core.sessions s set subject = a.subject
from core.staff_accounts a
where a.staff_id = s.staff_id and a.provider = s.provider and s.created_at >= a.created_at and s.ended_at is null;
-- Whose account was let go of since: they stayed signed in until now.
update core.sessions s set ended_at = core.now(), end_reason = 'account_removed'
where s.subject is null and s.ended_at is null;

-- A person who is deleted leaves no session behind.
alter table core.sessions drop constraint sessions_staff_id_fkey,
  add constraint sessions_staff_id_fkey foreign key (staff_id) references core.staff_shared on delete cascade;

alter table core.live_connections add column ended boolean not null default false;
create index live_connections_ended on core.live_connections (connection_id) where ended;
