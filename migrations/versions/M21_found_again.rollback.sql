-- core.find_tickets as it was, by titles alone.
create or replace function core.find_tickets(
  p_store text, p_words tsquery, p_by_name boolean, p_stage core.stage_type, p_due_from date, p_due_to date,
  p_limit integer
) returns setof text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_titled text[];
  v_named text[];
begin
  perform set_config('plan_cache_mode', 'force_custom_plan', true);
  v_titled := array(
    select o.id from core.orders o
    where o.store = p_store and core.search_words(o.product_title) @@ p_words limit 2001);
  v_named := array(
    select t.id
    from (
      select s.order_gid from core.sales s
      where p_by_name and s.store = p_store and core.search_words(s.customer_name) @@ p_words limit 2001
    ) s
    left join lateral (
      select o.id from core.orders o where o.store = p_store and o.order_gid = s.order_gid offset 0) t on true);
  v_titled := case when cardinality(v_titled) <= 2000 then v_titled end;
  v_named := case when cardinality(v_named) <= 2000 then v_named end;

  return query
  select f.id from (
    (
      select o.id, o.due_date from core.orders o
      where o.store = p_store
        and (p_words is null or o.id = any (v_titled)
          or v_titled is null and nullif(core.search_words(o.product_title) @@ p_words, false))
        and (p_stage is null or o.stage = p_stage)
        and (p_due_from is null or o.due_date >= p_due_from) and (p_due_to is null or o.due_date <= p_due_to)
        and (o.cancelled_at is null or (
          select t.id from core.orders t
          where t.store = o.store and t.order_gid = o.order_gid and t.cancelled_at is null limit 1) is null)
      order by o.due_date desc, o.id desc limit p_limit
    )
    union
    (
      select o.id, o.due_date from core.orders o
      where p_by_name and p_words is not null and o.store = p_store
        and (o.id = any (v_named) or v_named is null and (
          select nullif(core.search_words(s.customer_name) @@ p_words, false) from core.sales s
          where s.store = o.store and s.order_gid = o.order_gid))
        and (p_stage is null or o.stage = p_stage)
        and (p_due_from is null or o.due_date >= p_due_from) and (p_due_to is null or o.due_date <= p_due_to)
        and (o.cancelled_at is null or (
          select t.id from core.orders t
          where t.store = o.store and t.order_gid = o.order_gid and t.cancelled_at is null limit 1) is null)
      order by o.due_date desc, o.id desc limit p_limit
    )
  ) f
  order by f.due_date desc, f.id desc limit p_limit;
end
$$;
drop index core.orders_words;
create index orders_words on core.orders using gin (core.search_words(product_title));
drop function core.cake_words(text, text, text, text), core.plain_sizes(text);
drop trigger set_phone_last4 on core.sales;
alter table core.sales drop column phone_last4;
drop function core.set_phone_last4(), core.phone_of(jsonb), core.last_four(text);
drop domain core.skipped_extras;
alter table core.sale_lines drop column skipped;
