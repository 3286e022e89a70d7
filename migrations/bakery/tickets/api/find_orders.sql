create or replace function api.find_orders(
  p_actor jsonb, p_store core.store_name, p_text core.label default null, p_stage core.stage_type default null,
  p_due_from date default null, p_due_to date default null, p_limit core.row_limit default 50,
  p_offset core.find_offset default 0
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'find_orders', p_store => p_store);
  v_customers boolean;
  v_ids text[];
  v_words tsquery;
  v_skip integer := p_offset;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  if p_due_to < p_due_from then
    return core.refuse('REQ001', 'due_to: before due_from');
  end if;
  -- Whoever may read an order whole knows its customer.
  v_customers := core.may_call(core.actor('role')::core.staff_role, 'get_order');
  v_ids := bakery.tickets_numbered(p_store, p_text) || bakery.tickets_of_phone(p_store, p_text);
  -- A number that no order has may be a size, or on the cake.
  if coalesce(v_ids, '{}') = '{}' then
    -- Signs alone are no word, and nothing has them.
    v_words := case when btrim(p_text) <> '' then coalesce(bakery.words_query(core.plain_sizes(p_text)), '') end;
    v_ids := array(select f from core.find_tickets(p_store, v_words, v_customers, p_stage, p_due_from, p_due_to,
      p_offset + p_limit + 1) f);
    -- They come in order: only those of the page are read again.
    v_ids := v_ids[p_offset + 1:];
    v_skip := 0;
  end if;

  return core.ok(false, (
    with page as materialized (
      select o, s.shopify_order_number, s.name, s.customer_name,
        row_number() over (order by o.due_date desc, o.id desc) as place
      from core.stores st
      join core.orders o on o.store = st.store and o.id = any (v_ids)
      -- Each sale by its key: under a policy the planner takes a store for a few rows, and may read all of them for each ticket.
      cross join lateral (
        select f.* from core.sales f where f.store = o.store and f.order_gid = o.order_gid offset 0) s
      where (p_stage is null or o.stage = p_stage)
        and (p_due_from is null or o.due_date >= p_due_from) and (p_due_to is null or o.due_date <= p_due_to)
      order by o.due_date desc, o.id desc limit p_limit + 1 offset v_skip
    )
    select jsonb_build_object('more', (select count(*) > p_limit from page), 'tickets', coalesce(jsonb_agg(
      t.told - bakery.bench_keys() || jsonb_build_object('order_number', page.shopify_order_number, 'order_name', page.name,
        'customer_name', case when v_customers then page.customer_name end)
      order by page.place), '[]'))
    from jsonb_array_elements(bakery.list_json(
      array(select p.o from page p where p.place <= v_skip + p_limit order by p.place))) with ordinality t (told, no)
    join page on page.place = v_skip + t.no));
end
$$;

comment on function api.find_orders is
  'Finds tickets of any stage, cancelled ones too where nothing else of their order is left, undated first and then '
  'latest due first, by pages: by order number or any code of a ticket, by the last four digits of the customer''s '
  'phone, or by the beginnings of words of the cake''s title, flavour, size and message and, for those who may see '
  'customers, of the customer''s name; in a stage, due within dates. @returns found_answer';
