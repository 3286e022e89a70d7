-- Tells once of the deliveries of the quarantine that are to be deleted, an alert for each store; of at most so many at a time.
create or replace function core.tell_of_quarantine(p_limit integer) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_notice interval := (select r.kept from core.retention r where r.table_name = 'held_deliveries' and r.aged_by = 'end_told_at');
  v_told record;
begin
  for v_told in
    with ending as (
      select h.delivery_id from core.held_deliveries h
      where h.permanent and h.resolved_at is null and h.end_told_at is null
        and h.received_at < core.now() - core.quarantine_kept() + v_notice
      order by h.received_at limit p_limit for update skip locked
    ), told as (
      update core.held_deliveries h set end_told_at = core.now() from ending e where h.delivery_id = e.delivery_id
      returning h.store, h.delivery_id
    )
    select t.store, min(t.delivery_id) as first, count(*) as deliveries from told t group by t.store order by t.store
  loop
    perform core.alert('quarantine_ends', v_told.store, v_told.first::text, jsonb_build_object(
      'deliveries', v_told.deliveries, 'deleted_on', to_char(core.now() + v_notice, 'YYYY-MM-DD')));
  end loop;
end
$$;
