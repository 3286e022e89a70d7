create type api.purged_answer as (
  purged integer,
  more boolean
);

comment on type api.purged_answer is 'How many rows were deleted by this call, and whether another call may find more.';
