-- Who it was, as people at work know them: a person, a kiosk's station, another system, a function of ours. An id that is
-- nobody's is null. The ids are texts here, since some are no uuid.
create or replace function core.name_of_actor(p_kind text, p_id text) returns text
language sql stable
return case p_kind
  when 'staff' then (select s.display_name from core.staff_shared s where s.id::text = p_id)
  when 'device' then (select d.station from core.devices d where d.device_id::text = p_id)
  when 'token' then (select t.name from core.api_tokens t where t.token_id::text = p_id)
  else p_id end;
