-- Orders that no shop told us of: what staff or another system may write in one, and which version of it they read.
-- depends: M07_identity
set local role ordak_owner;

create domain core.caption as text check (length(btrim(value)) between 1 and 200 and value !~ '[\x01-\x1f\x7f]');
comment on domain core.caption is
  '{"strip_whitespace": true, "min_length": 1, "max_length": 200, "pattern": "^[^\\x00-\\x1f\\x7f]*$"}';
create domain core.long_text as text check (length(value) <= 2000);
comment on domain core.long_text is '{"max_length": 2000}';
create domain core.line_quantity as integer check (value between 1 and 1000);
comment on domain core.line_quantity is '{"ge": 1, "le": 1000}';
-- A hundred products of a thousand pieces at this price are still an amount that core.sales holds.
create domain core.amount as numeric check (value between 0 and 99999.99 and value = round(value, 2));
comment on domain core.amount is '{"ge": 0, "le": 99999.99, "decimal_places": 2}';
create domain core.due_day as date check (value between '2000-01-01' and '2100-12-31');
comment on domain core.due_day is '{"strict": true, "ge": "2000-01-01", "le": "2100-12-31"}';
-- The digits; the contract takes a number or a gid too.
create domain core.shopify_id as text check (value ~ '^[1-9][0-9]{0,18}$');
comment on domain core.shopify_id is '{"type": "ShopifyId"}';
-- Lists of a composite of api, whose name the comment gives.
create domain core.new_products as jsonb check (jsonb_typeof(value) = 'array' and jsonb_array_length(value) between 1 and 100);
comment on domain core.new_products is '{"items": "new_product", "min_length": 1, "max_length": 100}';
create domain core.products as jsonb check (jsonb_typeof(value) = 'array' and jsonb_array_length(value) between 1 and 100);
comment on domain core.products is '{"items": "product", "min_length": 1, "max_length": 100}';

-- How often people have changed the order: whoever changes it names the version that they read.
alter table core.sales add column version integer not null default 1;
