create type api.assignable_person as (
  staff_id uuid,
  display_name text,
  stages core.stage_type[]
);

comment on type api.assignable_person is 'Somebody who can be given tickets of these stages.';
