alter table core.sales drop column version;
drop domain core.caption, core.long_text, core.line_quantity, core.amount, core.due_day, core.shopify_id, core.new_products,
  core.products;
