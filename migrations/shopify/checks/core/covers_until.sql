-- Until when a look for orders that went through has seen every one: Shopify's search may show an order a little late.
create or replace function shopify.covers_until(p_run core.sync_runs) returns timestamptz
language sql immutable
return p_run.started_at - interval '1 minute';
