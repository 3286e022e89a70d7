-- The gid of an order of Shopify's, by its id.
create or replace function bakery.shop_gid(p_shopify_id text) returns text
language sql immutable
return 'gid://shopify/Order/' || p_shopify_id;
