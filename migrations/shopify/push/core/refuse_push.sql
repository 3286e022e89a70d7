-- The shop refused a batch whole. The lines it named are dealt with by code: a stale level is read, an item that is gone
-- is looked for again, anything else fails its SKU. All others go into the next batch. If it named none, the next batch
-- is half as long, until the line that is to blame stands alone.
create or replace function shopify.refuse_push(p_batch core.push_batches, p_code text, p_faults jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_line record;
  v_lines integer := (select count(*) from core.push_lines l where l.batch_id = p_batch.batch_id);
  v_named boolean := false;
  -- What is wrong with the whole of it is wrong with its line, once it has but one.
  v_faults jsonb := case when p_faults = '[]' then jsonb_build_array(jsonb_build_object('code', coalesce(p_code, 'SYNC001')))
    else p_faults end;
begin
  update core.push_batches b set status = 'refused', finished_at = core.now(), lease_expires_at = null,
    last_error = coalesce(p_code, v_faults -> 0 ->> 'code')
  where b.batch_id = p_batch.batch_id;
  perform shopify.lock_skus(p_batch.store, array(select l.sku from core.push_lines l where l.batch_id = p_batch.batch_id));
  perform shopify.release_rows(shopify.rows_held(p_batch.batch_id));
  for v_line in
    select l.sku, min(f.fault ->> 'code') as code
    from jsonb_array_elements(v_faults) f (fault)
    join core.push_lines l on l.batch_id = p_batch.batch_id
      and (l.line_no = (f.fault ->> 'line')::integer or (v_lines = 1 and f.fault ->> 'line' is null))
    -- What concerns the key concerns no line: the next batch has a new one.
    where f.fault ->> 'code' not like 'IDEMPOTENCY%'
    group by l.sku order by l.sku collate "C"
  loop
    v_named := true;
    update core.push_lines l set fault = v_line.code where l.batch_id = p_batch.batch_id and l.sku = v_line.sku;
    perform shopify.fault_line(p_batch.store, v_line.sku, v_line.code);
  end loop;
  if coalesce(p_code, v_faults -> 0 ->> 'code', '') like 'IDEMPOTENCY%' then
    -- One key may be spoilt; where the next one is, too, there is no use in a third at once.
    if exists (
      select from core.push_batches b
      where b.store = p_batch.store and b.last_error like 'IDEMPOTENCY%'
        and b.batch_id = (select max(o.batch_id) from core.push_batches o where o.store = b.store and o.batch_id < p_batch.batch_id))
    then
      perform shopify.postpone_rows(p_batch.store, l.sku, coalesce(p_code, v_faults -> 0 ->> 'code'))
      from core.push_lines l where l.batch_id = p_batch.batch_id;
    end if;
  elsif v_named then
    update core.shops s set batch_limit = 250 where s.store = p_batch.store and s.batch_limit < 250;
  else
    update core.shops s set batch_limit = greatest(1, v_lines / 2) where s.store = p_batch.store;
  end if;
end
$$;
