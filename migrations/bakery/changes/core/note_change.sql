-- Keeps what the kitchen knew of a begun cake before the shop changed it; p_before is what this change replaced. What
-- was replaced first counts; what is again as it was is no difference, and with none left the flag goes.
-- True when something is new for whoever looks at the ticket.
create or replace function bakery.note_change(p_old core.orders, p_kind core.change_kind, p_before jsonb) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_open core.ticket_changes;
  v_now jsonb := bakery.cake_part(bakery.ticket_row(p_old));
  v_before jsonb;
begin
  select c.* into v_open from core.ticket_changes c
  where c.store = p_old.store and c.ticket_id = p_old.id and c.acknowledged_at is null;
  select coalesce(jsonb_object_agg(b.key, b.value), '{}') into v_before
  from jsonb_each(p_before || coalesce(v_open.before, '{}')) b where b.value is distinct from v_now -> b.key;

  if p_kind = 'edit' and v_before = '{}' then
    delete from core.ticket_changes c where c.change_id = v_open.change_id;
  else
    insert into core.ticket_changes (store, ticket_id, kind, before) values (p_old.store, p_old.id, p_kind, v_before)
    on conflict (store, ticket_id) where acknowledged_at is null do update set kind = excluded.kind, before = excluded.before;
  end if;
  update core.orders o set flags = array_remove(o.flags, 'changed')
    || case when p_kind = 'edit' and v_before = '{}' then '{}' else array['changed'] end
  where o.store = p_old.store and o.id = p_old.id
    and ('changed' = any (o.flags)) is distinct from (p_kind = 'cancel' or v_before <> '{}');
  return (p_kind = 'cancel' or v_before <> '{}')
    and (v_open.change_id is null or v_open.kind <> p_kind or v_open.before <> v_before);
end
$$;
