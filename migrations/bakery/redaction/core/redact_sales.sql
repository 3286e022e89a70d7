-- Empties whatever is personal of these sales, everywhere it is kept. Ledger, events and stages stay whole.
create or replace function bakery.redact_sales(p_store text, p_order_gids text[]) returns integer
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_gid text;
  v_count integer := 0;
begin
  for v_gid in
    select s.order_gid from core.sales s
    where s.store = p_store and s.order_gid = any (p_order_gids) and s.redacted_at is null order by s.order_gid collate "C"
  loop
    perform bakery.lock_order(p_store, v_gid);
    update core.sales s set customer_name = null, order_json = '{}', redacted_at = core.now()
    where s.store = p_store and s.order_gid = v_gid;
    update core.sale_lines l set properties = '[]' where l.store = p_store and l.order_gid = v_gid;
    update core.remarks r set text = '' where r.store = p_store and r.order_gid = v_gid;
    update core.remarks r set text = '' where r.store = p_store
      and r.ticket_id in (select o.id from core.orders o where o.store = p_store and o.order_gid = v_gid);
    update core.ticket_changes c set before = c.before - '{cake_message,notes,allergies,due_text}'::text[] where c.store = p_store
      and c.ticket_id in (select o.id from core.orders o where o.store = p_store and o.order_gid = v_gid);
    update core.scans s set answer = s.answer #- '{ticket,qc_reason}' #- '{ticket,allergies}' #- '{ticket,cake_message}'
    where s.store = p_store
      and s.answer #>> '{ticket,id}' in (select o.id from core.orders o where o.store = p_store and o.order_gid = v_gid);
    update core.orders o set cake_message = null, notes = null, allergies = null, due_text = null,
      qc_reason = null
    where o.store = p_store and o.order_gid = v_gid;
    v_count := v_count + 1;
  end loop;
  -- Deliveries that wait or waited: a quarantined one is known by the order's number in it alone, as a whole number.
  -- A person's other request may name more orders than these: it goes when it has been met.
  update core.held_deliveries h set body = ''::bytea, resolved_at = coalesce(h.resolved_at, core.now())
  where h.store = p_store and h.body <> ''::bytea and h.topic not like 'customers/%'
    and (h.order_gid = any (p_order_gids) or exists (
      select from unnest(p_order_gids) g (gid)
      where encode(h.body, 'escape') ~ ('(^|[^0-9])' || regexp_replace(g.gid, '.*/', '') || '([^0-9]|$)')));
  return v_count;
end
$$;
