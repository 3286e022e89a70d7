create type api.skipped_extra as (
  sku core.scan_text,
  quantity core.line_quantity,
  reason core.reason
);

comment on type api.skipped_extra is
  'An extra that is left out of the parcel: its SKU, or its title where it has none, how many of it (null: all), and why. @in requests';
comment on column api.skipped_extra.quantity is '@nullable';
