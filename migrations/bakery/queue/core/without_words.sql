-- A ticket as a screen may show it that everybody sees who passes: of what people wrote beside the words for the cake only
-- that there is something, and of who works on it nothing.
create or replace function bakery.without_words(p_ticket jsonb) returns jsonb
language sql immutable
return p_ticket || jsonb_build_object('assignee_id', null, 'packed_by', null,
  'allergies', case when p_ticket ->> 'allergies' is not null then '…' end,
  'notes', case when p_ticket ->> 'notes' is not null then '…' end,
  'due_text', case when p_ticket ->> 'due_text' is not null then '…' end,
  'qc_reason', case when p_ticket ->> 'qc_reason' is not null then '…' end,
  'storage', case when p_ticket ->> 'storage' is not null then '…' end);
