-- Cake, extra or service is knowledge, kept per product of a store; a line keeps why it is what it is.
-- squawk-ignore-file require-concurrent-index-creation, adding-field-with-default, constraint-missing-not-valid
-- depends: M16_order_reading
set local role ordak_owner;

-- Neither made nor handed over: a deposit, a delivery zone, a donation.
alter type core.line_kind add value 'service' after 'extra';

-- What a product is known by where the shop names none: its title and SKU without case and spaces.
-- A change of it is a new version, which fills the columns again.
create function core.product_key(p_product_id text, p_title text, p_sku text) returns text
language sql immutable
return coalesce('product:' || p_product_id, 'typed:' || encode(sha256(convert_to(lower(
  regexp_replace(coalesce(p_title, ''), '\s', '', 'g') || E'\x1f' || regexp_replace(coalesce(p_sku, ''), '\s', '', 'g')), 'UTF8')), 'hex'));
grant execute on function core.product_key(text, text, text) to ordak_api;

create table core.product_kinds (
  store text not null references core.stores,
  product_key text collate "C" not null,  -- product:<id>, variant:<id>, or typed:<hash of title and SKU>
  product_id text,
  variant_id text,
  title text,
  sku text,
  kind core.line_kind,  -- null: nobody has decided, each line is guessed
  decided_by text,
  decided_at timestamptz,
  created_at timestamptz not null default core.now(),
  updated_at timestamptz not null default core.now(),
  primary key (store, product_key),
  check ((kind is null) = (decided_at is null))
);
create index product_kinds_undecided on core.product_kinds (store, created_at, product_key) where kind is null;
create trigger set_updated_at before update on core.product_kinds for each row execute function core.set_updated_at();

alter table core.sale_lines
  add column product_id text,
  add column variant_id text,
  -- By what the line is of its kind: a person's word, a decision, the store's rules, or a guess; null for lines of before.
  add column kind_by text check (kind_by in ('person', 'decision', 'rules', 'guess')),
  add column kind_unsure boolean not null default false;

-- The ids of products as the orders have them.
update core.sale_lines l set product_id = i.product_id, variant_id = i.variant_id
from core.sales s
cross join lateral jsonb_to_recordset(case when jsonb_typeof(s.order_json -> 'line_items') = 'array'
  then jsonb_path_query_array(s.order_json, '$.line_items[*] ? (@.type() == "object")') else '[]' end)
  i (id text, product_id text, variant_id text)
where s.store = l.store and s.order_gid = l.order_gid and i.id = l.line_id and i.product_id ~ '^[1-9][0-9]{0,18}$';
-- Staff said what their lines are.
update core.sale_lines l set kind_by = 'person' where l.order_gid ^@ 'gid://ordak/';

alter table core.sale_lines
  add column product_key text collate "C" generated always as (core.product_key(product_id, title, sku)) stored,
  add column variant_key text collate "C" generated always as ('variant:' || variant_id) stored;
create index sale_lines_product on core.sale_lines (store, product_key, order_gid);
create index sale_lines_variant on core.sale_lines (store, variant_key, order_gid) where variant_key is not null;
