-- Gives a ticket what the order says of its cake now. Begun, it is flagged with what the kitchen knew before, until
-- somebody acknowledges. Returns 'changed', 'begun' or null for no difference.
create or replace function bakery.change_ticket(p_old core.orders, p_body jsonb) returns text
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_new core.orders;
  v_before jsonb;
begin
  v_new := jsonb_populate_record(p_old, bakery.cake_part(p_body) || jsonb_build_object(
    'product_title', coalesce(p_body ->> 'product_title', ''), 'total_amount', p_body -> 'total_amount'));
  v_new.due_minutes := core.slot_minutes(v_new.due_slot);
  -- What the database itself has flagged stays.
  v_new.flags := core.texts(p_body -> 'flags')
    || array(select f from unnest(p_old.flags) f where f in ('unknown_sku', 'changed') order by f);
  update core.orders o set
    product_title = v_new.product_title, flavour = v_new.flavour, size = v_new.size, cake_message = v_new.cake_message,
    notes = v_new.notes, allergies = v_new.allergies, due_date = v_new.due_date, due_slot = v_new.due_slot, due_minutes = v_new.due_minutes,
    due_text = v_new.due_text, delivery_method = v_new.delivery_method, total_amount = v_new.total_amount, flags = v_new.flags,
    updated_by = core.actor('id')
  where o.store = p_old.store and o.id = p_old.id and to_jsonb(p_old) is distinct from to_jsonb(v_new);

  -- Only what is different, with the values of before.
  select coalesce(jsonb_object_agg(b.key, b.value), '{}') into v_before
  from jsonb_each(bakery.cake_part(to_jsonb(p_old))) b
  where b.value is distinct from bakery.cake_part(to_jsonb(v_new)) -> b.key;
  if bakery.begun(p_old) then
    return case when bakery.note_change(p_old, 'edit', v_before) then 'begun' end;
  end if;
  return case when v_before <> '{}' then 'changed' end;
end
$$;
