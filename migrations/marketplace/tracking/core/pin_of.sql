-- The number by which the carrier tracks the label that was bought for an order; null while there is none.
create or replace function marketplace.pin_of(p_store text, p_order_gid text) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (
    select s.pin from core.shipments s
    where s.store = p_store and s.order_gid = p_order_gid and s.state = 'bought' order by s.parcel, s.attempt desc limit 1);
end
$$;
