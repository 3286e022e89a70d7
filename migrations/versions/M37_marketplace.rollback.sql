set local role ordak_owner;
-- Of an action that leads to more than one status the first is kept.
delete from core.moves m using core.moves f
where f.flow = m.flow and f.action = m.action and f.from_status = m.from_status and f.to_status < m.to_status;
alter table core.moves drop constraint moves_pkey, add primary key (flow, action, from_status);
comment on column core.run_kinds.of_shop is null;
alter table core.run_kinds drop column quiet;
drop table core.unread_orders;
drop table core.marketplace_orders;
drop table core.customers;
drop table core.marketplaces;
drop table core.item_barcodes;
alter table core.inventory_items drop column shelf, drop column weight;
drop domain core.barcode, core.barcode_pieces, core.weight;
-- An item is an extra: wanted, and without a ticket.
alter type core.line_kind rename to line_kind_with_item;
create type core.line_kind as enum ('cake', 'extra', 'service');
alter type core.line_kind owner to ordak_owner;
alter table core.sale_lines alter column kind type core.line_kind
  using case kind::text when 'item' then 'extra' else kind::text end::core.line_kind;
alter table core.product_kinds alter column kind type core.line_kind
  using case kind::text when 'item' then 'extra' else kind::text end::core.line_kind;
drop type core.line_kind_with_item;
reset role;
drop schema marketplace;
