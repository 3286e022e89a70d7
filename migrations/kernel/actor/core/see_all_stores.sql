-- Opens every store to the rest of this transaction, for a step that concerns the one store room they share.
-- Returns what was open before; core.see_stores puts it back.
create or replace function core.see_all_stores() returns text
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_before text := current_setting('ordak.stores', true);
begin
  perform set_config('ordak.stores', (select string_agg(distinct sp.store, ',') from core.spellings() sp), true);
  return v_before;
end
$$;
