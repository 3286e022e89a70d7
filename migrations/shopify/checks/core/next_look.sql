-- When the next look of a kind at a shop may begin: a minute after the last one began, and never beside a run under way.
create or replace function shopify.next_look(p_store text, p_kind text) returns timestamptz
language sql stable
return interval '1 minute' + greatest(
  (select max(r.started_at) from core.sync_runs r where r.store = p_store and r.kind = p_kind and not r.dry_run),
  (select core.now() from core.sync_runs r where r.store = p_store and r.kind = p_kind and r.status = 'running'));
