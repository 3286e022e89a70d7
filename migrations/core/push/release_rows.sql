-- Puts the rows of a batch back in line, of all its SKUs or of some; a row whose twin waits already is done by that.
create or replace function core.release_rows(p_batch_id bigint, p_skus text[] default null) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_work_id bigint;
begin
  for v_work_id in
    select w.work_id from core.work_queue w
    where w.topic = 'inventory_push' and w.status = 'running' and w.locked_by = 'batch:' || p_batch_id
      and (p_skus is null or w.payload ->> 'sku' = any (p_skus))
    order by w.work_id
  loop
    begin
      update core.work_queue w set status = 'pending', locked_at = null, locked_by = null where w.work_id = v_work_id;
    exception when unique_violation then
      update core.work_queue w set status = 'done', locked_at = null, locked_by = null, finished_at = core.now()
      where w.work_id = v_work_id;
    end;
  end loop;
end
$$;
