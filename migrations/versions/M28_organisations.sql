-- Organisations: whose a store is and of what kind, and whose people, tokens and settings without a store are.
-- These tables have a few rows each.
-- squawk-ignore-file require-concurrent-index-creation, require-concurrent-index-deletion, disallowed-unique-constraint, constraint-missing-not-valid, adding-foreign-key-constraint, ban-drop-constraint, ban-drop-function
-- depends: M27_members_hold
set local role ordak_owner;

create table core.organisations (
  organisation text primary key check (organisation ~ '^[a-z][a-z0-9]*$'),
  display_name text not null
);
insert into core.organisations (organisation, display_name) values ('house', 'Bannos and Flour Lane');

-- The organisation that core.enter, or core.see_house, opened for this transaction; null for none.
create function core.house() returns text
language sql stable
return nullif(current_setting('ordak.house', true), '');

alter table core.stores
  add column organisation text not null default 'house' references core.organisations,
  add column kind text not null default 'bakery' check (kind in ('bakery', 'marketplace', 'pantry')),
  add constraint stores_house unique (store, organisation);
create index stores_organisation on core.stores (organisation);

-- The organisation of a store, whoever asks.
create function core.house_of(p_store text) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp
return (select s.organisation from core.stores s where s.store = p_store);

-- The stores of an organisation, whoever asks; of null, those of all.
create function core.stores_of(p_house text) returns text[]
language sql stable security definer set search_path = pg_catalog, pg_temp
return (select array_agg(s.store order by s.store) from core.stores s where p_house is null or s.organisation = p_house);

grant execute on function core.house(), core.house_of(text), core.stores_of(text) to ordak_api;

-- An insert that names no organisation is of the one that is open.
alter table core.stores alter column organisation set default coalesce(core.house(), 'house');
alter table core.staff_shared add column organisation text not null default 'house' references core.organisations;
alter table core.staff_shared alter column organisation set default coalesce(core.house(), 'house');
alter table core.api_tokens add column organisation text not null default 'house' references core.organisations;
alter table core.api_tokens alter column organisation set default coalesce(core.house(), 'house');
alter table core.settings
  add column organisation text not null default 'house' references core.organisations,
  add constraint settings_house foreign key (store, organisation) references core.stores (store, organisation);
alter table core.settings alter column organisation set default coalesce(core.house(), 'house');

-- Whoever has stores of two organisations is two.
create function core.refuse_other_house() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from unnest(new.stores) s where core.house_of(s) <> new.organisation) then
    raise exception '% has a store of another organisation', tg_table_name using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger refuse_other_house before insert or update of stores, organisation on core.staff_shared
  for each row execute function core.refuse_other_house();
create trigger refuse_other_house before insert or update of stores, organisation on core.api_tokens
  for each row execute function core.refuse_other_house();

alter table core.settings
  drop constraint settings_store_key_key,
  add constraint settings_key unique nulls not distinct (store, organisation, key);
-- It has one argument more: with both a call would fit two.
drop procedure if exists core.protect(regclass, text, text[]);

drop index core.api_tokens_name;
create unique index api_tokens_name on core.api_tokens (organisation, name) where revoked_at is null;

-- The functions of the release before name the new keys until they are replaced.
set local role ordak_api;
do $$
declare
  v_old record;
begin
  for v_old in
    select p.oid, k.old_key, k.new_key from (values
      ('set_setting', 'on conflict (store, key)', 'on conflict (store, organisation, key)'),
      ('issue_token', 'on conflict (name)', 'on conflict (organisation, name)')) k (name, old_key, new_key)
    join pg_proc p on p.proname = k.name and p.pronamespace = to_regnamespace('api')
  loop
    execute replace(pg_get_functiondef(v_old.oid), v_old.old_key, v_old.new_key);
  end loop;
end
$$;
