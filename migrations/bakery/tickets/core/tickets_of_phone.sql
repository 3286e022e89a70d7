-- The tickets whose customer's phone ends in the four digits that somebody typed, or in the last four of a whole number;
-- of the last two hundred such orders. Empty for a text that is neither.
create or replace function bakery.tickets_of_phone(p_store text, p_text text) returns text[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  v_digits text := case when p_text ~ '^[0-9\s()+./-]+$' then regexp_replace(p_text, '[^0-9]', '', 'g') end;
begin
  if v_digits is null or not (length(v_digits) = 4 or length(v_digits) between 8 and 15) then
    return '{}';
  end if;
  return array(
    select t.id
    from (
      select s.order_gid from core.sales s
      where s.store = p_store and s.phone_last4 = right(v_digits, 4) order by s.created_at desc limit 200
    ) s
    cross join lateral (
      select o.id from core.orders o where o.store = p_store and o.order_gid = s.order_gid and bakery.is_left(o) offset 0) t);
end
$$;
