-- Asks for a person. The row waits in the outbox until it has been told to someone.
create or replace function core.alert(p_kind text, p_store text, p_ref text, p_detail jsonb default '{}') returns boolean
language sql
return core.enqueue('alert', p_store, concat_ws(':', p_store, p_ref, p_kind),
  jsonb_build_object('kind', p_kind, 'store', p_store, 'ref', p_ref) || p_detail, 10::smallint);
