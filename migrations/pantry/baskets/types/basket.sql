create type api.basket as (
  basket_id uuid,
  member_id uuid,
  order_id text,
  updated_at timestamptz,
  lines api.kept_line[]
);

comment on type api.basket is
  'The items that a member means to order. It holds nothing: pieces_left of each line shows what has gone since. order_id: the order that it became.';
comment on column api.basket.order_id is '@nullable';
