-- A store room for each organisation: whose an item, a recipe, a row of the ledger, a backorder and what a shop shows are.
-- The large tables' foreign keys are validated by M34_room_keys, their indexes come with M33_room_indexes.
-- Items and recipes are some thousands: their keys are made at once.
-- squawk-ignore-file ban-drop-constraint, disallowed-unique-constraint, adding-foreign-key-constraint, constraint-missing-not-valid, adding-serial-primary-key-field
-- depends: M31_purge
set local role ordak_owner;

-- All at once, in the order in which a sale comes to them: not one while a call that holds it waits for another.
lock table core.product_requirements, core.inventory_items, core.shop_skus, core.shortfalls, core.inventory_txn
  in access exclusive mode;

-- A constant default rewrites nothing. From then on an insert that names no organisation is of the one that is open.
alter table core.inventory_items add column organisation text not null default 'house' references core.organisations;
alter table core.inventory_items alter column organisation set default coalesce(core.house(), 'house');
alter table core.product_requirements add column organisation text not null default 'house' references core.organisations;
alter table core.product_requirements alter column organisation set default coalesce(core.house(), 'house');
alter table core.inventory_txn add column organisation text not null default 'house';
alter table core.inventory_txn alter column organisation set default coalesce(core.house(), 'house');
alter table core.shortfalls add column organisation text not null default 'house';
alter table core.shortfalls alter column organisation set default coalesce(core.house(), 'house');
alter table core.shop_skus add column organisation text not null default 'house';
alter table core.shop_skus alter column organisation set default coalesce(core.house(), 'house');

alter table core.inventory_txn drop constraint inventory_txn_sku_fkey, drop constraint inventory_txn_store_fkey;
alter table core.shortfalls drop constraint shortfalls_sku_fkey, drop constraint shortfalls_store_fkey;
alter table core.shop_skus drop constraint shop_skus_store_fkey;
alter table core.inventory_items drop constraint inventory_items_pkey, add primary key (organisation, sku);
alter table core.product_requirements
  drop constraint product_requirements_pkey, add primary key (organisation, sku, component_sku);
-- A row of a store is of the store's organisation.
alter table core.inventory_txn
  add constraint inventory_txn_item foreign key (organisation, sku) references core.inventory_items (organisation, sku) not valid,
  add constraint inventory_txn_house foreign key (store, organisation) references core.stores (store, organisation) not valid;
alter table core.shortfalls
  add constraint shortfalls_item foreign key (organisation, sku) references core.inventory_items (organisation, sku) not valid,
  add constraint shortfalls_house foreign key (store, organisation) references core.stores (store, organisation) not valid;
alter table core.shop_skus
  add constraint shop_skus_house foreign key (store, organisation) references core.stores (store, organisation) not valid;

create or replace function core.refuse_cycle() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  -- Two halves of a cycle written at once would not see each other.
  perform pg_advisory_xact_lock(hashtext('core.product_requirements:' || new.organisation));
  if exists (
    with recursive below (sku) as (
      select new.component_sku
      union
      select r.component_sku from below b join core.product_requirements r on r.sku = b.sku and r.organisation = new.organisation
    )
    select from below b where b.sku = new.sku
  ) then
    raise exception 'component % is made from %', new.component_sku, new.sku using errcode = 'check_violation';
  end if;
  return new;
end
$$;

-- The functions of the release before name the new keys until they are replaced.
set local role ordak_api;
do $$
declare
  v_old record;
begin
  for v_old in
    select p.oid, k.old_key, k.new_key from (values
      ('set_item', 'on conflict (sku)', 'on conflict (organisation, sku)'),
      ('set_requirement', 'on conflict (sku, component_sku)', 'on conflict (organisation, sku, component_sku)')) k (name, old_key, new_key)
    join pg_proc p on p.proname = k.name and p.pronamespace = to_regnamespace('api')
  loop
    execute replace(pg_get_functiondef(v_old.oid), v_old.old_key, v_old.new_key);
  end loop;
end
$$;
