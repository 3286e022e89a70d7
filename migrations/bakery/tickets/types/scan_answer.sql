create type api.scan_answer as (
  ticket api.ticket,
  choices api.ticket[]
);

comment on type api.scan_answer is 'The ticket that was scanned, or the tickets to choose from.';
comment on column api.scan_answer.ticket is '@nullable';
