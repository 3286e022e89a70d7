-- Enters, finds the order that no shop knows and locks it with its tickets. stop is the answer to return at once.
-- p_products: its products will be judged, so decisions about them wait.
create or replace function bakery.open_written(
  p_actor jsonb, p_function text, p_id text, p_scan_id uuid, p_request jsonb, p_products boolean,
  out stop jsonb, out sale core.sales
)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_found record;
begin
  stop := core.enter(p_actor, p_function, p_scan_id, jsonb_build_object('id', p_id) || p_request);
  if stop is not null then
    return;
  end if;
  if p_products then
    perform bakery.lock_products(false);
  end if;
  select o.sale, o.fault into v_found from bakery.open_manual(p_id, true) o;
  sale := v_found.sale;
  if v_found.fault is not null then
    stop := core.refuse(v_found.fault);
  end if;
end
$$;
