-- Does some page hear of an event of this kind in this store? Asked with every event, so it is two look-ups in small tables.
create or replace function core.is_heard(p_kind text, p_store text) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from core.live_shards s where p_store = any (s.stores))
    and exists (select from core.live_messages m where m.kind = p_kind);
end
$$;
