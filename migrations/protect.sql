-- What a table needs of row security, policies and grants: one call for each in access.sql. Applied before that, in its transaction.
set local role ordak_owner;

-- Partitions inherit neither row security nor force, so it does those too.
-- It locks a table only to change something: what is as it should be is left alone, for traffic goes on.
-- p_people: the columns that people's read-only tools may select, of the rows of their stores.
-- p_scope: whose its rows are, where its columns do not say so: the organisation's, of which a row may be one store's alone;
-- the store's; or none, and its functions ask.
create or replace procedure core.protect(p_table regclass, p_api text, p_people text[] default '{}', p_scope text default null)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_part regclass;
  v_columns name[] := array(select a.attname from pg_attribute a where a.attrelid = p_table and a.attnum > 0 and not a.attisdropped);
  v_scope text := coalesce(p_scope, case
    when 'organisation' = any (v_columns) then 'organisation' when 'store' = any (v_columns) then 'store' else 'none' end);
  -- What belongs to no store yet, such as the refusal of an unknown code, is nobody's secret within the functions.
  v_rows text := concat_ws(' and ',
    case when v_scope = 'organisation' then 'organisation = core.house()' end,
    case when v_scope <> 'none' and 'store' = any (v_columns) then '(store is null or core.sees(store))' end,
    case when 'member_id' = any (v_columns) then 'core.owns(member_id)' end,
    case when v_scope = 'none' then 'true' end);
  v_people text := case
    when v_scope <> 'none' and 'store' = any (v_columns) then 'store = any ((select core.stores_of_login())::text[])'
    when v_scope = 'organisation' then
      'organisation in (select s.organisation from core.stores s where s.store = any ((select core.stores_of_login())::text[]))'
    when p_table = 'core.staff_shared'::regclass then 'stores && (select core.stores_of_login())'
    else '(select core.stores_of_login()) is not null' end;
begin
  for v_part in select p_table union select t.relid from pg_partition_tree(p_table) t loop
    if exists (select from pg_class c where c.oid = v_part and not (c.relrowsecurity and c.relforcerowsecurity)) then
      execute format('alter table %1$s enable row level security, force row level security', v_part);
    end if;
    execute format('revoke all on %s from public, authenticated, service_role, ordak_api', v_part);
    -- Under force the owner's own backfill would see no row without this one.
    call core.put_policy(v_part, 'owner_rows', 'to ordak_owner using (true) with check (true)');
    call core.put_policy(v_part, 'api_rows', format('to ordak_api using (%1$s) with check (%1$s)', v_rows));
    call core.put_policy(v_part, 'people_rows', format('for select to authenticated using (%s)', v_people));
  end loop;
  execute format('grant %s on %s to ordak_api', p_api, p_table);
  if p_people <> '{}' then
    execute format('grant select (%s) on %s to authenticated',
      (select string_agg(quote_ident(c), ', ') from unnest(p_people) c), p_table);
  end if;
end
$$;

-- A policy's comment keeps the text it was made of, which the catalog itself rewrites.
create or replace procedure core.put_policy(p_table regclass, p_name name, p_text text)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_policy oid := (select p.oid from pg_policy p where p.polrelid = p_table and p.polname = p_name);
begin
  if obj_description(v_policy, 'pg_policy') is not distinct from p_text then
    return;
  end if;
  execute format('drop policy if exists %I on %s', p_name, p_table);
  execute format('create policy %I on %s %s', p_name, p_table, p_text);
  execute format('comment on policy %I on %s is %L', p_name, p_table, p_text);
end
$$;
revoke all on procedure core.protect, core.put_policy from public, ordak_api;
reset role;
