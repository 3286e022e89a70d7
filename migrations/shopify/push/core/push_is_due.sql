-- Whether a push to a shop is due. The first in their order, so that an index answers and not a search for any.
create or replace function shopify.push_is_due(p_store text) returns boolean
language sql stable
return coalesce((
  select true from core.work_queue w
  where w.topic = 'inventory_push' and w.store = p_store and w.status in ('pending', 'error', 'running')
    and w.due_at <= core.now()
  order by w.priority desc, w.due_at, w.work_id limit 1), false);
