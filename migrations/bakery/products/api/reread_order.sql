create or replace function api.reread_order(p_actor jsonb, p_work_id bigint, p_worker text, p_order jsonb default null) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'reread_order');
  v_work core.work_queue;
  v_sale core.sales;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select w.* into v_work from core.work_queue w
  where w.work_id = p_work_id and w.topic = 'order_reread' and w.status = 'running' and w.locked_by = p_worker;
  if v_work.work_id is null then
    return core.ok(true, '{"body": null}');
  end if;
  perform core.see_house(v_work.store);
  if v_work.payload ? 'product' then
    perform bakery.spread_reread(v_work);
    return core.ok(false, '{"body": null}');
  end if;

  perform bakery.lock_order(v_work.store, v_work.payload ->> 'order_gid');
  select s.* into v_sale from core.sales s where s.store = v_work.store and s.order_gid = v_work.payload ->> 'order_gid';
  if v_sale.order_json ? 'products' then
    p_order := bakery.read_request(v_sale.store, v_sale.order_json, v_sale.source_name);
  -- Read before the shop changed it, it is read once more.
  elsif v_sale.redacted_at is null and bakery.becomes_cake(v_sale)
    and v_sale.order_json is distinct from (p_order ->> 'raw_json')::jsonb
  then
    return core.ok(false, jsonb_build_object('body', v_sale.order_json::text));
  end if;
  if v_sale.order_gid is not null then
    perform bakery.follow_decisions(v_sale, p_order);
  end if;
  return core.ok(false, '{"body": null}');
end
$$;

comment on function api.reread_order is
  'Carries out a leased row of order_reread: the sales of a product are queued, or one sale is changed to what was '
  'decided of its products. `body` is an order to be read first: the call is repeated with p_order, in the form that '
  'ingest_order takes. Done twice it changes nothing. @returns reread_answer';
