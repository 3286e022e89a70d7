-- Asks a person about what is unclear in an order, once for each flag: until it is clear no step takes the order.
create or replace function marketplace.ask_about(p_store text, p_order_gid text, p_before text[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_flags text[] := (
    select array_agg(f) from core.sales s cross join lateral unnest(s.flags) f
    where s.store = p_store and s.order_gid = p_order_gid and f <> 'unknown_sku' and f <> all (p_before));
begin
  if v_flags is not null then
    perform core.alert('needs_attention', p_store, p_order_gid, jsonb_build_object('flags', to_jsonb(v_flags)));
  end if;
end
$$;
