-- Who acts in this transaction, as core.enter found them: {kind, id, role, device, correlation_id}.
create or replace function core.actor(p_field text) returns text
language sql stable
return nullif(current_setting('ordak.actor', true), '')::jsonb ->> p_field;
