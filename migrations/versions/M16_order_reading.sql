-- Orders as a baker reads them: the minute that a slot begins at, in the order of the queue; allergies; rules that made sense.
-- squawk-ignore-file require-concurrent-index-creation, require-concurrent-index-deletion
-- depends: M15_ticket_components
set local role ordak_owner;

-- The minute of the day at which a slot begins; null for words (morning) and for no slot. The first time that is clearly one
-- counts (2:30, 10am, 14h30), else numbers that stand alone (2-4). An end lends its am or pm to its beginning (2-4pm), and
-- 1 to 6 without either is the afternoon: nobody fetches a cake at three in the night.
-- A change of it is a new version, which fills due_minutes again.
create function core.slot_minutes(p_slot text) returns smallint
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  c_half constant text := '\s?(a\.?m\y|p\.?m\y)?\.?';
  c_to constant text := '(?:\s?(?:-|–|—|to|until|till|and|à)\s?(\d{1,2})(?:[:.h]\d{2})?' || '\s?(a\.?m\y|p\.?m\y)?)?';
  -- A date beside the time has numbers of its own.
  v_text text := regexp_replace(lower(p_slot), '\d{4}-\d{1,2}-\d{1,2}t?|\d{1,2}([/.-])\d{1,2}\1\d{2,4}', ' ', 'g');
  v_found text[];
  v_hour integer;
  v_minute integer;
  v_half text;
begin
  v_found := coalesce(
    -- 2-4pm: one of both says that they are hours.
    regexp_match(v_text, '(?<![\d:.])(\d{1,2})()()\s?(?:-|–|—|to|until|till|and|à)\s?(\d{1,2})(?:[:.h]\d{2})?\s?(a\.?m\y|p\.?m\y)'),
    regexp_match(v_text, '(?<!\d)(\d{1,2})[:.h](\d{2})(?::\d{2})?(?!\d)' || c_half || c_to),
    regexp_match(v_text, '(?<![\d:.])(\d{1,2})()\s?(a\.?m\y|p\.?m\y)\.?' || c_to),
    regexp_match(v_text, '(?<![\d:.])(\d{1,2})()()\s?(?:o''?clock|h\y|hrs?\y)' || c_to),
    regexp_match(v_text, '^\W*(?:(?:at|by|after|from|before|around|about|between|pick\W?up|collect|collection|delivery)\W+)*'
      || '(\d{1,2})()()' || c_to || '\W*$'),
    regexp_match(v_text, '^\W*([01]\d|2[0-3])([0-5]\d)()()()(?:\W+\d{4})?\W*$'));
  v_hour := v_found[1]::integer;
  v_minute := coalesce(nullif(v_found[2], '')::integer, 0);
  v_half := left(nullif(v_found[3], ''), 1);
  if v_half is null and v_found[5] <> '' and v_hour % 12 <= v_found[4]::integer % 12 then
    v_half := left(v_found[5], 1);
  end if;
  v_hour := case
    when v_half is not null and v_hour between 1 and 12 then v_hour % 12 + case v_half when 'p' then 12 else 0 end
    when v_hour between 1 and 6 then v_hour + 12
    else v_hour end;
  return case when v_hour < 24 and v_minute < 60 then v_hour * 60 + v_minute end;
end
$$;
grant execute on function core.slot_minutes(text) to ordak_api;

alter table core.orders add column due_minutes smallint;
-- Health data: redaction empties it.
alter table core.orders add column allergies text;
update core.orders o set due_minutes = core.slot_minutes(o.due_slot)
where o.due_slot is not null and o.stage <> 'Complete' and o.cancelled_at is null;
-- squawk-ignore constraint-missing-not-valid
alter table core.orders add constraint due_minutes_of_a_day check (due_minutes between 0 and 1439);

-- What staff wrote is read again to be changed: a product says of each of its fields something.
update core.sales s set order_json = jsonb_set(s.order_json, '{products}', (
  select coalesce(jsonb_agg(p.body || '{"allergies": null}' order by p.no), '[]')
  from jsonb_array_elements(s.order_json -> 'products') with ordinality p (body, no)))
where jsonb_typeof(s.order_json -> 'products') = 'array';

-- The indexes of the queue anew, with the slot after the day: built partition by partition, and the old ones go last.
do $$
declare
  v_index record;
  v_part regclass;
begin
  for v_index in
    select * from (values
      ('orders_queue', 'stage <> ''Complete'' and cancelled_at is null and priority_override is null'),
      ('orders_unassigned', 'assignee_id is null and stage <> ''Complete'' and cancelled_at is null')) i (name, rows)
  loop
    execute format('create index %I on only core.orders (store, due_date, due_minutes, size_order, size, shopify_order_number, id) where %s',
      v_index.name || '_by_slot', v_index.rows);
    for v_part in select t.relid from pg_partition_tree('core.orders') t where t.isleaf loop
      execute format('create index %I on %s (store, due_date, due_minutes, size_order, size, shopify_order_number, id) where %s',
        (select c.relname from pg_class c where c.oid = v_part) || substr(v_index.name, 7) || '_by_slot', v_part, v_index.rows);
      execute format('alter index core.%I attach partition core.%I', v_index.name || '_by_slot',
        (select c.relname from pg_class c where c.oid = v_part) || substr(v_index.name, 7) || '_by_slot');
    end loop;
  end loop;
end
$$;
drop index core.orders_queue, core.orders_unassigned;

-- The last order_rules by which orders could be read, and the field that nobody could read since.
alter table core.settings add column last_good jsonb, add column fault text;
