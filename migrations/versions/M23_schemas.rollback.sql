set local role ordak_owner;
drop schema stock, shopify, bakery;
