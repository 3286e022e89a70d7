create or replace function api.close_push(
  p_actor jsonb, p_batch_id bigint, p_worker text, p_outcome text, p_code text default null, p_faults jsonb default '[]',
  p_wait_seconds numeric default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'close_push');
  v_batch core.push_batches;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  perform from core.shops s join core.push_batches b using (store) where b.batch_id = p_batch_id for update of s;
  select b.* into v_batch from core.push_batches b
  where b.batch_id = p_batch_id and b.status = 'open' and b.worker = p_worker for update;
  if v_batch.batch_id is null then
    -- Another worker took it over, or it is closed.
    return core.ok(true);
  end if;
  perform core.see_house(v_batch.store);
  if p_outcome = 'done' then
    perform shopify.confirm_push(v_batch);
  elsif p_outcome = 'refused' then
    perform shopify.refuse_push(v_batch, p_code, p_faults);
  else
    perform shopify.defer_push(v_batch, p_code, p_wait_seconds);
  end if;
  return core.ok(false);
end
$$;

comment on function api.close_push is
  'Records the result of a batch. done: the shop shows it. refused: nothing was applied, p_faults names lines and codes. '
  'unknown: no answer, it is sent again unchanged, not before p_wait_seconds. @returns done_answer';
