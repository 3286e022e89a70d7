-- Calls for a look at a shop, not before a moment; returns when it is due. One that is called for already stands.
create or replace function shopify.call_for_look(p_topic text, p_store text, p_at timestamptz) returns timestamptz
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if core.enqueue(p_topic, p_store, p_store, jsonb_build_object('store', p_store)) then
    perform core.put_off_work(p_topic, p_store,
      greatest(core.now(), p_at, shopify.next_look(p_store, shopify.kind_of_look(p_topic))));
  end if;
  return (
    select w.due_at from core.work_queue w
    where w.topic = p_topic and w.dedupe_key = p_store and w.status in ('pending', 'error'));
end
$$;
