-- Is this an order that no shop knows? Its gid is of our own making.
create or replace function stock.is_manual(p_order_gid text) returns boolean
language sql immutable
return p_order_gid ^@ 'gid://ordak/';
