-- Who somebody is: the accounts of sign-in providers, sessions and their refresh tokens, kiosks, badges, PINs, the turns of
-- people at a kiosk, and the tokens of other systems. Every secret is kept as its SHA-256 or slower; none can be read here.
-- squawk-ignore-file require-concurrent-index-creation, adding-field-with-default, constraint-missing-not-valid
-- depends: M06_pushes
set local role ordak_owner;

-- A kiosk at which nobody is signed in has a role too. No person has it.
alter type core.staff_role add value if not exists 'Device' after 'Service';
alter table core.staff_shared add constraint nobody_is_a_device check (role::text <> 'Device');

-- ASCII alone: no letter that looks like another.
create domain core.email as text check (value = lower(value) and value ~ '^[!-?A-~]+@[a-z0-9.-]+$' and length(value) <= 254);
comment on domain core.email is '{"pattern": "^[!-?A-~]+@[A-Za-z0-9.-]+$", "max_length": 254, "strip_whitespace": true, "to_lower": true}';
create domain core.person_name as text check (length(btrim(value)) between 1 and 100);
comment on domain core.person_name is '{"strip_whitespace": true, "min_length": 1, "max_length": 100}';
create domain core.store_list as jsonb check (jsonb_typeof(value) = 'array' and jsonb_array_length(value) <= 20);
comment on domain core.store_list is '{"list_of": "store_name", "max_length": 20}';
create domain core.token_days as integer check (value between 1 and 3650);
comment on domain core.token_days is '{"ge": 1, "le": 3650}';
create domain core.user_code as text check (length(value) between 8 and 20);
comment on domain core.user_code is '{"min_length": 8, "max_length": 20}';

-- By an e-mail that a provider has verified a person is found the first time; afterwards by the account they came with.
alter table core.staff_shared add column email core.email;
-- Not on every row: else it could be a foreign key's, and whoever changes an address would keep all from naming the person.
create unique index staff_shared_email on core.staff_shared (email) where email is not null;

create table core.staff_accounts (
  provider text not null,
  subject text not null,
  staff_id uuid not null references core.staff_shared,
  created_at timestamptz not null default core.now(),
  primary key (provider, subject),
  unique (staff_id, provider)
);

-- One sign-in. Its refresh tokens are one family: when a used one comes back, all of it ends.
create table core.sessions (
  session_id uuid primary key default gen_random_uuid(),
  staff_id uuid not null references core.staff_shared,
  provider text not null,
  created_at timestamptz not null default core.now(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  end_reason text
);
create index sessions_staff on core.sessions (staff_id) where ended_at is null;
create index sessions_expired on core.sessions (expires_at);

create table core.refresh_tokens (
  token_hash bytea primary key check (length(token_hash) = 32),
  session_id uuid not null references core.sessions on delete cascade,
  created_at timestamptz not null default core.now(),
  used_at timestamptz,
  salt bytea  -- what its successor was derived with: who shows the same token again at once, gets the same successor
);
create index refresh_tokens_session on core.refresh_tokens (session_id);

-- A kiosk. It is nobody's until a supervisor types the code that it shows.
create table core.devices (
  device_id uuid primary key default gen_random_uuid(),
  token_hash bytea not null unique check (length(token_hash) = 32),
  user_code text unique,
  code_expires_at timestamptz,
  store text references core.stores,
  station text,
  enrolled_at timestamptz,
  enrolled_by uuid references core.staff_shared,
  revoked_at timestamptz,
  created_at timestamptz not null default core.now(),
  check ((enrolled_at is null) = (store is null)),
  check ((enrolled_at is null) = (station is null))
);
create index devices_enrolled_by on core.devices (enrolled_by);
create index devices_store on core.devices (store);

-- A person's time at a kiosk. What was scanned in it and sent later is still theirs.
create table core.turns (
  turn_id uuid primary key default gen_random_uuid(),
  device_id uuid not null references core.devices,
  staff_id uuid not null references core.staff_shared,
  via text not null check (via in ('badge', 'pin')),
  started_at timestamptz not null default core.now(),
  last_seen_at timestamptz not null default core.now(),
  ended_at timestamptz,
  end_reason text
);
create unique index turns_open on core.turns (device_id, staff_id) where ended_at is null;
create index turns_staff on core.turns (staff_id);

create table core.badges (
  badge_id uuid primary key default gen_random_uuid(),
  staff_id uuid not null references core.staff_shared,
  code_hash bytea not null unique check (length(code_hash) = 32),
  issued_at timestamptz not null default core.now(),
  issued_by uuid references core.staff_shared,
  revoked_at timestamptz
);
create unique index badges_valid on core.badges (staff_id) where revoked_at is null;
create index badges_staff on core.badges (staff_id);
create index badges_issued_by on core.badges (issued_by);

create table core.pins (
  staff_id uuid primary key references core.staff_shared,
  pin_hash bytea not null check (length(pin_hash) = 32),
  set_at timestamptz not null default core.now()
);

-- How often badges and PINs were wrong, of a person and at a device.
create table core.sign_in_tries (
  ref uuid primary key,
  failures integer not null,
  failed_at timestamptz not null,
  locked_until timestamptz
);

-- What another system shows in place of a person.
create table core.api_tokens (
  token_id uuid primary key default gen_random_uuid(),
  name text not null,
  role core.staff_role not null,
  stores text[] not null,
  token_hash bytea not null unique check (length(token_hash) = 32),
  created_at timestamptz not null default core.now(),
  created_by uuid references core.staff_shared,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create unique index api_tokens_name on core.api_tokens (name) where revoked_at is null;
create index api_tokens_created_by on core.api_tokens (created_by);

-- The device of a token, before its store is known: as core.spellings, this sees the rows of every store. Not in SQL,
-- which would be planned anew with each scan.
create function core.device_of(p_token_hash bytea) returns core.devices
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_device core.devices;
begin
  select d.* into v_device from core.devices d where d.token_hash = p_token_hash;
  return v_device;
end
$$;

alter table core.order_events add column occurred_at timestamptz, add column turn_id uuid;
comment on column core.order_events.occurred_at is 'When a kiosk says that it happened, if it could not send it at once.';

