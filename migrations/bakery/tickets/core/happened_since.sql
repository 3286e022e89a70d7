-- What has happened to a ticket after an event that taking it back would overwrite or make untrue: the kind of the first
-- such event, or null. Where the cake stands, a print, a priority, a shortfall answered for and extras set free stay as they are; nor does
-- it matter who was given the next stage, once it is nobody's again.
create or replace function bakery.happened_since(p_event core.order_events, p_order core.orders) returns text
language sql stable
return (
  select e.kind from core.order_events e
  where e.store = p_order.store and e.order_gid = p_order.order_gid and e.event_no > p_event.event_no and e.code is null
    and case
      when e.ticket_id = p_order.id then
        e.kind not in ('undone', 'barcode_printed', 'stored', 'priority_set', 'shortfall_cleared', 'extras_released')
        and (e.kind <> 'assigned' or p_order.assignee_id is not null) and not core.is_undone(e)
      -- Of a change of the whole order the detail names the tickets that it touched.
      else e.ticket_id is null and exists (select from jsonb_each(e.detail) d where d.value ? p_order.id) end
  order by e.event_no limit 1);
