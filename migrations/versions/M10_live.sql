-- Pages that hear of changes at once: who listens, and how far each part of them has been told.
-- depends: M09_outlets
set local role ordak_owner;

-- What kind of event reaches pages as which message, and whose.
create table core.live_messages (
  kind text primary key,
  message text not null,
  audiences text[] not null check (audiences <@ '{staff,member}' and audiences <> '{}')
);

-- At most 250 connections, which one worker tells.
create table core.live_shards (
  shard integer primary key,
  -- The stores that somebody in it listens to. Every event asks this, so it is rarely written.
  stores text[] not null default '{}',
  -- What was to be seen when it was last told: all that is to be seen now and was not then is news.
  told pg_snapshot,
  worker text,
  lease_expires_at timestamptz,
  check (told is not null or stores = '{}')
);

-- A page that may connect, by the hash of a ticket that is good for once; and, once it has, its connection. Whether it
-- is still to hear anything is asked of its session, kiosk or token whenever something is told.
create table core.live_connections (
  ticket_hash bytea unique check (length(ticket_hash) = 32),
  connection_id text unique,
  shard integer references core.live_shards,
  staff_id uuid,
  session_id uuid,
  device_id uuid,
  token_id uuid,
  expires_at timestamptz not null,
  check ((ticket_hash is null) <> (connection_id is null)),
  check ((shard is null) = (connection_id is null)),
  check (num_nonnulls(staff_id, device_id, token_id) = 1)
);
create index live_connections_shard on core.live_connections (shard) where shard is not null;
create index live_connections_expired on core.live_connections (expires_at);
