-- Asks for a person. The row waits in the outbox until it has been told to someone. What is about no store is about the
-- organisation that is open, if one is.
create or replace function core.alert(p_kind text, p_store text, p_ref text, p_detail jsonb default '{}') returns boolean
language sql
return core.enqueue('alert', p_store, concat_ws(':', coalesce(p_store, core.house()), p_ref, p_kind),
  jsonb_build_object('kind', p_kind, 'store', p_store, 'ref', p_ref) || p_detail
  || case when p_store is null and core.house() is not null then jsonb_build_object('organisation', core.house()) else '{}' end, 10::smallint);
