-- Ends what was made of something that is taken away or has changed, for good, and returns how many sessions and turns
-- that were. The one place that knows what is made of what:
--   person    sessions; turns at kiosks
--   account   sessions: of an account at a provider, and of the e-mail, role and stores that its person then had
--   session   itself, with its refresh tokens and access tokens
--   badge     turns, whatever began them: who lost the badge may have shown the PIN
--   pin       the turns that it began
--   kiosk     the turns at it
--   system    nothing but its pages
-- The pages that listened by any of them are hung up on, and their tickets are void.
-- Badges and PINs are a person's own, kiosks a store's, tokens of other systems an organisation's: they outlast who made them.
create or replace function core.end_made_of(p_what text, p_id uuid, p_reason text) returns integer
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  case p_what
    when 'person' then
      return core.end_sessions(p_reason, p_staff_id => p_id) + core.end_turns(p_reason, p_staff_id => p_id);
    when 'account' then
      return core.end_sessions(p_reason, p_staff_id => p_id);
    when 'session' then
      return core.end_sessions(p_reason, p_session_id => p_id);
    when 'badge' then
      return core.end_turns(p_reason, p_staff_id => p_id);
    when 'pin' then
      return (
        select coalesce(sum(core.end_turns(p_reason, p_turn_id => t.turn_id)), 0)
        from core.turns t where t.staff_id = p_id and t.via = 'pin' and t.ended_at is null);
    when 'kiosk' then
      perform core.end_live(p_device_id => p_id);
      return core.end_turns(p_reason, p_device_id => p_id);
    when 'system' then
      perform core.end_live(p_token_id => p_id);
      return 0;
  end case;
end
$$;
