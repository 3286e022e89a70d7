-- What is known of an order's stock beside its ledger: how many of its extras have left the house and were left out, by
-- line, and which shortfalls a person has answered for, by id.
create or replace function stock.marks_of(p_store text, p_order_gid text) returns jsonb
language sql stable
return jsonb_build_object(
  'used', (
    select coalesce(jsonb_object_agg(l.line_no, l.used), '{}') from core.sale_lines l
    where l.store = p_store and l.order_gid = p_order_gid and l.kind = 'extra'),
  'skipped', (
    select coalesce(jsonb_object_agg(l.line_no, l.skipped), '{}') from core.sale_lines l
    where l.store = p_store and l.order_gid = p_order_gid and l.kind = 'extra'),
  'answers', (
    select coalesce(jsonb_object_agg(s.shortfall_id, jsonb_build_object('qty', s.qty, 'by', s.cleared_by)), '{}')
    from core.shortfalls s
    where s.store = p_store and s.order_gid = p_order_gid and s.cleared_by is not null));
