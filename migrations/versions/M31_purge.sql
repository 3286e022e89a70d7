-- How long rows are kept, and what finds those that are kept no longer.
-- squawk-ignore-file require-concurrent-index-creation
-- depends: M30_run_kinds
set local role ordak_owner;

create table core.retention (
  table_name text not null,
  -- The column that says how old a row is.
  aged_by text not null,
  kept interval not null,
  -- Of a row r: may it go at that age? Null: always.
  condition text,
  primary key (table_name, aged_by)
);

-- When somebody was told that this delivery of the quarantine goes soon.
alter table core.held_deliveries add column end_told_at timestamptz;
create index held_deliveries_resolved on core.held_deliveries (resolved_at) where resolved_at is not null;
create index held_deliveries_told on core.held_deliveries (end_told_at) where end_told_at is not null;
create index held_deliveries_quarantine on core.held_deliveries (received_at)
  where permanent and resolved_at is null and end_told_at is null;
-- Of done rows alone: what is dead stays, however much it is, and must not be read each time.
create index work_queue_done on core.work_queue (finished_at) where status = 'done';
create index sign_in_tries_failed_at on core.sign_in_tries (failed_at);
