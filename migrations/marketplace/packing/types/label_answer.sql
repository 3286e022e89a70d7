create type api.label_answer as (
  url text,
  print_no integer,
  reprint boolean,
  parcel api.parcel
);

comment on type api.label_answer is
  'Where the label''s PDF is for some minutes; how often this label was printed, this time among them, and whether it was before.';
