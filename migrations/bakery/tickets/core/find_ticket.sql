-- The ticket that a scan means. fault says why there is none; choices are the tickets of an order scanned without suffix.
-- A cancelled cake is none of them: what is left of its order answers to the plain number.
create or replace function bakery.find_ticket(
  p_scan text, p_lock boolean, out ticket core.orders, out fault text, out choices text[]
)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_scan record;
  v_id text;
  v_others boolean;
  v_left record;
begin
  v_scan := bakery.read_scan(p_scan);
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
  if v_scan.suffix is not null or ticket.id is not null and ticket.cancelled_at is null then
    fault := case when ticket.id is null then 'ORD001' end;
    return;
  end if;

  select array_agg(o.id order by o.ticket_no) filter (where o.cancelled_at is null), count(*) > 0 into choices, v_others
  -- What begins so, as a range that an index serves: a full stop is the sign after a hyphen, and ids are sorted by bytes.
  from core.orders o where o.store = v_scan.store and o.id > v_scan.base || '-' and o.id < v_scan.base || '.';
  if cardinality(choices) = 1 then
    v_left := bakery.find_ticket(choices[1], p_lock);
    ticket := v_left.ticket;
    fault := v_left.fault;
    choices := null;
  elsif choices is not null then
    ticket := null;
    fault := 'ORD004';
  elsif ticket.id is null then
    fault := case when v_others then 'ORD003' else 'ORD001' end;
  end if;
end
$$;
