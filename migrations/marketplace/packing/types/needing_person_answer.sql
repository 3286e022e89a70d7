create type api.needing_person_answer as (
  orders api.parked_order[],
  unread api.unread_order[]
);

comment on type api.needing_person_answer is 'Orders that wait for a person, longest waiting first.';
