-- The answer of a function that did, or found done, what it was asked. queued names the topics of the work that it left
-- in the outbox, whose workers the caller wakes.
create or replace function core.ok(p_already_done boolean, p_body jsonb default '{}', p_store text default null) returns jsonb
language sql
return core.remember(
  jsonb_strip_nulls(jsonb_build_object('queued',
    to_jsonb(string_to_array(nullif(current_setting('ordak.queued', true), ''), ','))))
  || jsonb_build_object('ok', true, 'already_done', p_already_done) || p_body, p_store);
