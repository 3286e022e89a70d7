create type api.staff_list_answer as (
  staff api.staff_member[]
);

comment on type api.staff_list_answer is 'People by name, inactive ones last.';
