-- The floor: what a scan that is taken back needs to know, where cakes stand, and how one order is found among many.
-- squawk-ignore-file require-concurrent-index-creation, constraint-missing-not-valid, ban-drop-constraint
-- depends: M10_live
set local role ordak_owner;

-- Which transaction wrote a row of the ledger: an event of the same one says why. Null in rows of before.
alter table core.inventory_txn add column txid xid8;
alter table core.inventory_txn alter column txid set default pg_current_xact_id();
-- What a finished cake used up comes back by the same entry with the other sign.
alter table core.inventory_txn drop constraint inventory_txn_check2;
alter table core.inventory_txn add constraint waste_is_gone check (kind <> 'waste' or qty < 0);

create domain core.place_name as text check (length(btrim(value)) between 1 and 100 and value !~ '[\x01-\x1f\x7f]');
comment on domain core.place_name is
  '{"strip_whitespace": true, "min_length": 1, "max_length": 100, "pattern": "^[^\\x00-\\x1f\\x7f]*$"}';

-- Whoever looks further has to say more of what they look for.
create domain core.find_offset as integer check (value between 0 and 10000);
comment on domain core.find_offset is '{"ge": 0, "le": 10000}';

-- Where a cake can stand; the code is on a label there.
create table core.storage_locations (
  code text collate "C" primary key,
  store text not null references core.stores,
  name text not null,
  is_active boolean not null default true,
  created_at timestamptz not null default core.now(),
  updated_at timestamptz not null default core.now()
);
create unique index storage_locations_name on core.storage_locations (store, lower(name)) where is_active;
create index storage_locations_store on core.storage_locations (store);
create trigger set_updated_at before update on core.storage_locations for each row execute function core.set_updated_at();

-- The words of a text as people type them: lower case, without accents.
create function core.search_words(p_text text) returns tsvector
language sql immutable
return to_tsvector('pg_catalog.simple'::regconfig,
  regexp_replace(normalize(lower(p_text), NFKD), U&'[\0300-\036F]', '', 'g'));
-- Whoever writes a row writes its words; the grants of access.sql come after this version.
grant execute on function core.search_words(text) to ordak_api;

create index sales_words on core.sales using gin (core.search_words(customer_name));
create index sales_number on core.sales (store, shopify_order_number);
create index orders_words on core.orders using gin (core.search_words(product_title));
create index orders_due on core.orders (store, due_date, id);
create index orders_unfinished on core.orders (store, due_date, id) where stage <> 'Complete';

-- The ids of a store's tickets, latest due first: with these words in the title or, if asked for, in the customer's name.
-- The owner's, as core.spellings is: under the policies of ordak_api no index serves a search for words, since its
-- operator is not leakproof. Only ids leave; whoever called reads the rows of their own stores.
-- The planner takes the beginning of any word for a common one. So up to 2000 that have it are taken from the index of
-- words; of more, enough are soon met on the way along the due dates: nullif keeps it from guessing how many. It plans
-- anew each time (plan_cache_mode), since what is asked for decides which index serves.
create function core.find_tickets(
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
      order by o.due_date desc, o.id desc limit p_limit
    )
  ) f
  order by f.due_date desc, f.id desc limit p_limit;
end
$$;
