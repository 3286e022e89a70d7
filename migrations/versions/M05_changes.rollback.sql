drop index core.shortfalls_one_open;
drop table core.ticket_changes;
drop type core.change_kind;
drop index core.sale_lines_sku;
alter table core.transitions drop column if_changed;
alter table core.sale_lines drop column used;
alter table core.sales drop column cancelled_at, drop column fulfilled_at, drop column redacted_at,
  drop column followed;
alter table core.inventory_items drop column low_at, drop column authority;
drop type core.authority;
drop domain core.stock_qty, core.stock_level, core.stock_delta, core.sku;
