create or replace function api.get_unassigned_counts(p_actor jsonb, p_store core.store_name) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'get_unassigned_counts', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  return core.ok(false, (
    select jsonb_build_object(
      'filling', count(*) filter (where o.stage = 'Filling'),
      'covering', count(*) filter (where o.stage = 'Covering'),
      'decorating', count(*) filter (where o.stage = 'Decorating'),
      'packing', count(*) filter (where o.stage = 'Packing'))
    from core.orders o
    where o.store = p_store and o.assignee_id is null and o.stage <> 'Complete' and o.cancelled_at is null));
end
$$;

comment on function api.get_unassigned_counts is 'Counts the unassigned tickets of each stage. @returns counts_answer';
