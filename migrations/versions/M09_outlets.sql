-- Where word of ours goes outside: Slack for whoever has to look, PostHog for what is used.
-- depends: M08_manual_orders
set local role ordak_owner;

create table core.outlets (
  name text primary key,
  -- When somebody who can reach it last asked what there is for it. Where it is not set up, nobody does.
  used_at timestamptz,
  -- Until then it is left alone: it said so, or it failed.
  quiet_until timestamptz,
  failures integer not null default 0,
  -- How far it was told of the events.
  txid xid8,
  event_no bigint,
  updated_at timestamptz not null default core.now(),
  check ((txid is null) = (event_no is null))
);
create trigger set_updated_at before update on core.outlets for each row execute function core.set_updated_at();
insert into core.outlets (name) values ('slack'), ('posthog');
