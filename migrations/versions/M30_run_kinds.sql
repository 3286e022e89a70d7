-- Runs of any kind: of which stores a kind is, when one begins, and on which queue its worker waits.
-- squawk-ignore-file require-concurrent-index-creation, require-concurrent-index-deletion
-- depends: M29_spellings
set local role ordak_owner;

create table core.run_kinds (
  kind text primary key,
  -- Null: one run for all stores, not one for each.
  store_kind text check (store_kind in ('bakery', 'marketplace', 'pantry')),
  -- Only where a Shopify shop is that can be called.
  of_shop boolean not null,
  -- One after so much time, counted from 1970 in UTC; or one a day, from that time where the store is.
  every interval,
  at time,
  queue text not null,
  check (num_nonnulls(every, at) = 1),
  check (store_kind is not null or (at is null and not of_shop))
);

-- Of all stores there is one at a time too.
create unique index sync_runs_one on core.sync_runs (store, kind) nulls not distinct where status = 'running';
drop index core.sync_runs_running;
