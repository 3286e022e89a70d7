create or replace function api.get_order(p_actor jsonb, p_id core.scan_text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'get_order');
  v_found record;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select o.sale, o.fault into v_found from bakery.open_manual(p_id, false) o;
  if v_found.fault is not null then
    return core.refuse(v_found.fault);
  end if;
  return core.ok(false, bakery.order_json(v_found.sale) || bakery.written_json(v_found.sale));
end
$$;

comment on function api.get_order is
  'Returns a manual order as last written, to be changed and sent back with its version (edit_order). The id is the '
  'order''s or that of any of its tickets. @returns written_answer';
