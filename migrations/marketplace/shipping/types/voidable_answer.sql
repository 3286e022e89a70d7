create type api.voidable_answer as (
  setting jsonb,
  shipments api.voidable_shipment[],
  erase text[]
);

comment on type api.voidable_answer is 'Labels to be undone at the carrier, and keys of files of labels that are to be deleted.';
comment on column api.voidable_answer.setting is '@nullable';
