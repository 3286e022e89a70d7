-- Asks a person about what this order sells and nobody has decided: what is guessed against a doubt, and what an order
-- without any cake is guessed by. Once per product: its row stays, and no other order asks again.
create or replace function bakery.ask_products(p_store text, p_order_gid text) returns void
language sql
begin atomic
  with doubtful as (
    select distinct on (l.product_key) l.product_key, l.product_id, l.title, l.sku
    from core.sale_lines l
    join core.sales s on s.store = l.store and s.order_gid = l.order_gid and s.cancelled_at is null
    where l.store = p_store and l.order_gid = p_order_gid and l.quantity > 0 and l.kind_by = 'guess'
      and (l.kind_unsure or (l.kind <> 'cake' and 'no_cake' = any (s.flags)))
    order by l.product_key, l.line_no
  ), asked as (
    insert into core.product_kinds (store, product_key, product_id, title, sku)
    select p_store, d.product_key, d.product_id, d.title, d.sku from doubtful d order by d.product_key
    on conflict do nothing
    returning product_kinds.product_key
  )
  -- Of what the shop has no product for, the title is somebody's own words: it is no part of an alert.
  select core.alert('product_undecided', p_store, a.product_key) from asked a order by a.product_key;
end;
