-- One at a time decides who is in which shard and what a shard listens to; telling goes on meanwhile.
create or replace function core.lock_shards() returns void
language sql
begin atomic
  select pg_advisory_xact_lock(hashtext('core.live_shards'));
end;
