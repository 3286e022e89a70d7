-- What belongs together, and how a cake is found again: extras that a packer left out, the words of a cake, a phone's last digits.
-- squawk-ignore-file require-concurrent-index-creation, require-concurrent-index-deletion
-- depends: M20_environment
set local role ordak_owner;

-- Of an extra, how many the packer of the last cake left out: held until a supervisor releases them (core.left_out).
-- squawk-ignore constraint-missing-not-valid
alter table core.sale_lines add column skipped integer not null default 0 check (skipped >= 0);

create domain core.skipped_extras as jsonb check (jsonb_typeof(value) = 'array' and jsonb_array_length(value) between 1 and 100);
comment on domain core.skipped_extras is '{"items": "skipped_extra", "min_length": 1, "max_length": 100}';

-- The last four digits of a phone number, whatever stands between them; null for fewer.
create function core.last_four(p_phone text) returns text
language sql immutable
return substring(regexp_replace(left(p_phone, 100), '[^0-9]', '', 'g') from '[0-9]{4}$');

-- The phone that a shop's order names first: the order's, its customer's, an address's.
create function core.phone_of(p_order_json jsonb) returns text
language sql immutable
return coalesce(
  core.last_four(p_order_json ->> 'phone'),
  core.last_four(p_order_json #>> '{customer,phone}'),
  core.last_four(p_order_json #>> '{shipping_address,phone}'),
  core.last_four(p_order_json #>> '{billing_address,phone}'),
  core.last_four(p_order_json #>> '{customer,default_address,phone}'));

-- It follows the order's body wherever that is written, and goes with it when a customer's data is erased.
alter table core.sales add column phone_last4 text;
create function core.set_phone_last4() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.phone_last4 := core.phone_of(new.order_json);
  return new;
end
$$;
create trigger set_phone_last4 before insert or update of order_json on core.sales
  for each row execute function core.set_phone_last4();
create index sales_phone on core.sales (store, phone_last4, created_at desc) where phone_last4 is not null;
-- Of orders with an open cake: those are the ones that somebody asks for.
update core.sales s set phone_last4 = core.phone_of(s.order_json)
where exists (
  select from core.orders o
  where o.store = s.store and o.order_gid = s.order_gid and o.stage <> 'Complete' and o.cancelled_at is null);

-- A size as people type it: 8", 8in, 8-inch and 8 inches are one word, and 8 is no beginning of 80.
create function core.plain_sizes(p_text text) returns text
language sql immutable
return regexp_replace(lower(p_text), '(\d)[\s-]*(?:"|”|″|''''|inch(?:es)?\y|in\y)', '\1inch inch ', 'g');

-- What a cake is looked for by: its title, flavour, size and message. Signs are no part of a word, as in what is typed.
create function core.cake_words(p_title text, p_flavour text, p_size text, p_message text) returns tsvector
language sql immutable
return core.search_words(regexp_replace(core.plain_sizes(
  left(coalesce(p_title, ''), 2000) || ' ' || left(coalesce(p_flavour, ''), 2000) || ' '
  || left(coalesce(p_size, ''), 2000) || ' ' || left(coalesce(p_message, ''), 2000)),
  '[\x01-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+', ' ', 'g'));
grant execute on function core.last_four(text), core.phone_of(jsonb), core.plain_sizes(text), core.cake_words(text, text, text, text)
  to ordak_api;

drop index core.orders_words;
create index orders_words on core.orders using gin (core.cake_words(product_title, flavour, size, cake_message));

-- As it was, but for the words of the whole cake.
create or replace function core.find_tickets(
  p_store text, p_words tsquery, p_by_name boolean, p_stage core.stage_type, p_due_from date, p_due_to date,
  p_limit integer
) returns setof text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_worded text[];
  v_named text[];
begin
  perform set_config('plan_cache_mode', 'force_custom_plan', true);
  v_worded := array(
    select o.id from core.orders o
    where o.store = p_store and core.cake_words(o.product_title, o.flavour, o.size, o.cake_message) @@ p_words limit 2001);
  v_named := array(
    select t.id
    from (
      select s.order_gid from core.sales s
      where p_by_name and s.store = p_store and core.search_words(s.customer_name) @@ p_words limit 2001
    ) s
    left join lateral (
      select o.id from core.orders o where o.store = p_store and o.order_gid = s.order_gid offset 0) t on true);
  v_worded := case when cardinality(v_worded) <= 2000 then v_worded end;
  v_named := case when cardinality(v_named) <= 2000 then v_named end;

  return query
  select f.id from (
    (
      select o.id, o.due_date from core.orders o
      where o.store = p_store
        and (p_words is null or o.id = any (v_worded)
          or v_worded is null and nullif(core.cake_words(o.product_title, o.flavour, o.size, o.cake_message) @@ p_words, false))
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
