create type api.assignable_person as (
  staff_id uuid,
  display_name text,
  stages core.stage_type[]
);

comment on type api.assignable_person is 'A person who can be assigned tickets of these stages.';
