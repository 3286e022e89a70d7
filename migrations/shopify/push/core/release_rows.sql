-- Puts rows that were running back in line; one whose twin waits already, or comes back with it, is done by that.
create or replace function shopify.release_rows(p_work_ids bigint[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  loop
    begin
      perform shopify.end_rows(array(
        select w.work_id from core.work_queue w
        where w.work_id = any (p_work_ids) and w.status = 'running' and exists (
          select from core.work_queue t
          where t.topic = w.topic and t.dedupe_key = w.dedupe_key
            and (t.status in ('pending', 'error')
              or (t.status = 'running' and t.work_id = any (p_work_ids) and t.work_id > w.work_id)))));
      update core.work_queue w set status = 'pending', locked_at = null, locked_by = null, lease_expires_at = null
      where w.work_id = any (p_work_ids) and w.status = 'running';
      return;
    exception when unique_violation then
      null;  -- its twin came between the two: once more, with that to be seen
    end;
  end loop;
end
$$;
