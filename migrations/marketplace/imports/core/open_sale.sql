-- Makes the sale of an order that is not there yet: true when it is new. This is the place of dedupe: of two at once the second
-- waits for the first to commit, and then finds it. Of what the marketplace wrote nothing more is kept: it can be read there again.
create or replace function marketplace.open_sale(p_store text, p_order jsonb) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into core.sales (store, order_gid, ticket_base, name, currency, source_name, order_json, ordered_at)
  values (p_store, p_order ->> 'order_gid', p_store || '-' || (p_order ->> 'mirakl_id'), p_order ->> 'mirakl_id',
    p_order ->> 'currency', 'mirakl', '{}', (p_order ->> 'created_at')::timestamptz)
  on conflict (store, order_gid) do nothing;
  return found;
end
$$;
