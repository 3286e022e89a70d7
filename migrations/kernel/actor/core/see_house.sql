-- Opens every store of one organisation, and what belongs to any of its members, to the rest of this transaction: of the one that is open, for a step that concerns
-- the store room they share, or, where a service learns only now for which store it acts, of that one (p_store).
-- Returns what was open before; core.see_stores puts it back.
create or replace function core.see_house(p_store text default null) returns text
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_before text := concat(core.house(), '/', current_setting('ordak.stores', true), '/', current_setting('ordak.member', true));
  v_house text := case when p_store is null then core.house() else core.house_of(p_store) end;
begin
  perform set_config('ordak.house', coalesce(v_house, ''), true), set_config('ordak.stores',
    case when v_house is null then '' else array_to_string(core.stores_of(v_house), ',') end, true), set_config('ordak.member', '', true);
  return v_before;
end
$$;
