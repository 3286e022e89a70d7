drop table core.product_kinds;
alter table core.sale_lines drop column product_key, drop column variant_key, drop column product_id, drop column variant_id,
  drop column kind_by, drop column kind_unsure;
drop function core.product_key(text, text, text);
-- A service is an extra again.
alter type core.line_kind rename to line_kind_with_service;
create type core.line_kind as enum ('cake', 'extra');
alter type core.line_kind owner to ordak_owner;
alter table core.sale_lines alter column kind type core.line_kind
  using case kind::text when 'service' then 'extra' else kind::text end::core.line_kind;
drop type core.line_kind_with_service;
delete from core.work_queue where topic = 'order_reread';
