-- The ticket that a scan means. fault says why there is none; choices are the tickets of an order scanned without suffix.
create or replace function core.find_ticket(
  p_scan text, p_lock boolean, out ticket core.orders, out fault text, out choices text[]
)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_scan record;
  v_id text;
begin
  select s.store, s.base, s.suffix into v_scan from core.read_scan(p_scan) s;
  if v_scan.base is null then
    fault := 'SCN001';
    return;
  end if;

  v_id := concat_ws('-', v_scan.base, v_scan.suffix);
  if p_lock then
    select o.* into ticket from core.orders o where o.store = v_scan.store and o.id = v_id for update;
  else
    select o.* into ticket from core.orders o where o.store = v_scan.store and o.id = v_id;
  end if;
  if ticket.id is not null then
    return;
  end if;

  if v_scan.suffix is null then
    select array_agg(o.id order by o.ticket_no) into choices from core.orders o
    where o.store = v_scan.store and o.id ^@ (v_scan.base || '-');
  end if;
  fault := case when choices is null then 'ORD001' else 'ORD004' end;
end
$$;
