-- What a reading of an order would come to if the order came anew: a decision about a product counts, and not what a line is
-- already. The sale's flags follow, as bakery.flag_kinds has them.
create or replace function bakery.as_new(p_store text, p_order jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_order jsonb := bakery.judge_order(p_store, p_order || '{"order_gid": ""}');
  v_flags text[] := core.texts(v_order -> 'flags');
  v_kinds record;
begin
  select bool_or(t.line ->> 'kind' <> 'cake' and (t.line ->> 'unsure')::boolean) as unsure,
    not bool_or(t.line ->> 'kind' = 'cake') and bool_or(t.line ->> 'kind_by' = 'guess') as none
  into v_kinds from jsonb_array_elements(v_order -> 'lines') t (line) where (t.line ->> 'quantity')::bigint > 0;
  if v_kinds.unsure is not null then
    v_flags := array(select u from unnest(v_flags) u where u not in ('kind_unsure', 'no_cake'))
      || case when v_kinds.unsure then '{kind_unsure}' else '{}'::text[] end
      || case when v_kinds.none then '{no_cake}' else '{}'::text[] end;
  end if;
  return jsonb_build_object('lines', v_order -> 'lines', 'tickets', v_order -> 'tickets', 'flags',
    (select coalesce(jsonb_agg(f order by f), '[]') from unnest(v_flags) f));
end
$$;
