set local role ordak_owner;
drop table core.marketplace_offers;
alter table core.marketplaces drop column import_begun_at, drop column orders_complete_until, drop column offers_listed_at,
  drop column stock_claimed_at, drop column stock_import_id;
