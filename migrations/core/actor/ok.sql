-- The answer of a function that did, or found done, what it was asked.
create or replace function core.ok(p_already_done boolean, p_body jsonb default '{}', p_store text default null) returns jsonb
language sql
return core.remember(jsonb_build_object('ok', true, 'already_done', p_already_done) || p_body, p_store);
