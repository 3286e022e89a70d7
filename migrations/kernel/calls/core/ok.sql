-- The answer of a function that did, or found done, what it was asked. queued names the topics of the work that it left
-- in the outbox, whose workers the caller wakes.
create or replace function core.ok(p_already_done boolean, p_body jsonb default '{}', p_store text default null) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_head jsonb := jsonb_build_object('ok', true, 'already_done', p_already_done);
  v_queued text := current_setting('ordak.queued', true);
begin
  if v_queued <> '' then
    v_head := v_head || jsonb_build_object('queued', string_to_array(v_queued, ','));
  end if;
  return core.remember(v_head || p_body, p_store);
end
$$;
