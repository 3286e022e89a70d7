-- A message as people see it.
create or replace function marketplace.message_json(p_message core.messages) returns jsonb
language sql stable
return jsonb_build_object('message_no', p_message.message_no, 'kind', p_message.kind, 'body', p_message.body,
  'created_at', p_message.created_at, 'attachments', p_message.attachments, 'state', p_message.state,
  'written_by', marketplace.name_of_writer(p_message.written_by), 'automatic', p_message.template is not null, 'fault', p_message.fault);
