-- Who waits for a place in a session that is full, and who was invited to become a member.
-- depends: M49_mail
-- squawk-ignore-file require-concurrent-index-creation
set local role ordak_owner;

-- A member who waits for a slot, or for any of a session. offered_slot_id: a place there is held for them (counted in its taken), until
-- offered_until.
create table core.pantry_waiting (
  store text not null references core.stores,
  waiting_id uuid not null default gen_random_uuid(),
  member_id uuid not null references core.staff_shared,
  session_id uuid not null,
  slot_id uuid,
  joined_at timestamptz not null default core.now(),
  offered_slot_id uuid,
  offered_until timestamptz,
  ended_as text check (ended_as in ('placed', 'left', 'lapsed', 'closed')),
  ended_at timestamptz,
  primary key (store, waiting_id),
  foreign key (store, session_id) references core.pantry_sessions,
  foreign key (store, slot_id) references core.pantry_slots,
  foreign key (store, offered_slot_id) references core.pantry_slots,
  check ((offered_slot_id is null) = (offered_until is null)),
  check ((ended_as is null) = (ended_at is null))
);
create unique index pantry_waiting_once on core.pantry_waiting (store, session_id, member_id) where ended_as is null;
create index pantry_waiting_turn on core.pantry_waiting (store, session_id, joined_at, waiting_id);
create index pantry_waiting_member on core.pantry_waiting (member_id, store);
create index pantry_waiting_slot on core.pantry_waiting (store, slot_id);
create index pantry_waiting_offered on core.pantry_waiting (store, offered_slot_id);
create index pantry_waiting_open on core.pantry_waiting (offered_until) where ended_as is null;

-- Who may become a member of a store, once, with a code that was shown to who invites them. language: in which they are written to.
create table core.invitations (
  store text not null references core.stores,
  invitation_id uuid not null default gen_random_uuid(),
  code_hash bytea not null unique,
  language text check (language in ('en', 'fr')),
  expires_at timestamptz not null,
  created_at timestamptz not null default core.now(),
  used_at timestamptz,
  used_by uuid references core.staff_shared,
  primary key (store, invitation_id),
  check ((used_at is null) = (used_by is null))
);
create index invitations_used on core.invitations (used_by);
