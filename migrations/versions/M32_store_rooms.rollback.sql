-- Only the house's store room has a place in what was before.
set local role ordak_owner;
drop policy if exists api_rows on core.inventory_items;
drop policy if exists api_rows on core.product_requirements;
drop policy if exists api_rows on core.inventory_txn;
drop policy if exists api_rows on core.shortfalls;
drop policy if exists api_rows on core.shop_skus;
alter table core.inventory_txn disable trigger append_only;
delete from core.inventory_txn where organisation <> 'house';
alter table core.inventory_txn enable trigger append_only;
delete from core.shortfalls where organisation <> 'house';
delete from core.shop_skus where organisation <> 'house';
delete from core.product_requirements where organisation <> 'house';
alter table core.inventory_txn drop constraint inventory_txn_item, drop constraint inventory_txn_house, drop column organisation;
alter table core.shortfalls drop constraint shortfalls_item, drop constraint shortfalls_house, drop column organisation;
alter table core.shop_skus drop constraint shop_skus_house, drop column organisation;
delete from core.inventory_items where organisation <> 'house';
alter table core.inventory_items drop constraint inventory_items_pkey, drop column organisation, add primary key (sku);
alter table core.product_requirements
  drop constraint product_requirements_pkey, drop column organisation, add primary key (sku, component_sku);
alter table core.inventory_txn
  add constraint inventory_txn_sku_fkey foreign key (sku) references core.inventory_items,
  add constraint inventory_txn_store_fkey foreign key (store) references core.stores;
alter table core.shortfalls
  add constraint shortfalls_sku_fkey foreign key (sku) references core.inventory_items,
  add constraint shortfalls_store_fkey foreign key (store) references core.stores;
alter table core.shop_skus add constraint shop_skus_store_fkey foreign key (store) references core.stores;
create or replace function core.refuse_cycle() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  -- Two halves of a cycle written at once would not see each other.
  perform pg_advisory_xact_lock(hashtext('core.product_requirements'));
  if exists (
    with recursive below (sku) as (
      select new.component_sku
      union
      select r.component_sku from below b join core.product_requirements r on r.sku = b.sku
    )
    select from below b where b.sku = new.sku
  ) then
    raise exception 'component % is made from %', new.component_sku, new.sku using errcode = 'check_violation';
  end if;
  return new;
end
$$;
