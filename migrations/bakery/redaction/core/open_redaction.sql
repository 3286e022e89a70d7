-- Notes that a shop asks for all its customers' data to be erased, and calls somebody. False when it waits already:
-- a delivery that comes again brings nothing forward and puts nothing off.
create or replace function bakery.open_redaction(p_store text) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_new core.shop_redactions;
begin
  insert into core.shop_redactions (store, due_at) values (p_store, core.now() + bakery.redaction_wait())
  on conflict (store) where stopped_at is null and done_at is null do nothing
  returning * into v_new;
  if v_new.redaction_id is null then
    return false;
  end if;
  perform core.log_event('redaction_requested', p_store, null, p_detail => jsonb_build_object('redaction_id', v_new.redaction_id));
  perform core.alert('shop_redaction', p_store, v_new.redaction_id::text, jsonb_build_object(
    'due_at', to_char(v_new.due_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI "UTC"'),
    'app', (select case when s.uninstalled_at is null then 'not known to be removed' else 'removed' end from core.shops s where s.store = p_store),
    'before', (select 'stopped ' || count(*) || ' times' from core.shop_redactions r where r.store = p_store and r.stopped_at is not null
      having count(*) > 0)));
  return true;
end
$$;
