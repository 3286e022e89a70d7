-- A scan names a store by one of its spellings, which is looked up: however many stores there are, it is one look.
-- depends: M28_organisations
-- squawk-ignore-file require-concurrent-index-creation, constraint-missing-not-valid, adding-not-nullable-field
set local role ordak_owner;

-- Of what a code is made of, so that a code is one word of a text and is found without trying each spelling.
alter table core.stores add constraint spellings_are_words check (array_to_string(spellings, '') ~ '^[a-z0-9-]*$');
create index stores_spellings on core.stores using gin (spellings);

-- core.spellings stays until calls of the release before have ended: a later version drops it.
-- The bakeries of the organisation that is open that are spelled so, whichever of them the actor may see: a code of another is known
-- as one, and its ticket is not found. Where none is open, those of all.
create function core.stores_spelled(p_spelling text) returns text[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return array(
    select s.store from core.stores s
    where s.spellings @> array[p_spelling] and s.kind = 'bakery' and s.organisation = coalesce(core.house(), s.organisation));
end
$$;
