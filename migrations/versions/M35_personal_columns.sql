-- What is personal, column by column; and of which ticket the answer of a scan is, for it goes with the ticket's customer. M42 says
-- it of the answers that are there: that takes long, and a column is added under a lock that readers wait for.
-- depends: M34_room_keys
set local role ordak_owner;

create table core.personal_columns (
  -- Columns are emptied in this order: a later condition may look at what an earlier one still needs.
  no integer primary key,
  table_name text not null,
  column_name text not null,
  whose text not null,
  -- Of a row r: what stays when it is emptied.
  emptied text not null,
  -- Whether a row r is of this person: of a customer's order, store $1 and gid $2.
  found_by text not null,
  unique (table_name, column_name)
);

alter table core.scans add column ticket_id text;

-- The function of the release before writes it too until it is replaced.
set local role ordak_api;
do $$
declare
  v_old record;
begin
  for v_old in select p.oid from pg_proc p where p.proname = 'remember' and p.pronamespace = 'core'::regnamespace loop
    execute replace(pg_get_functiondef(v_old.oid), 'set answer = p_answer, store = p_store where',
      'set answer = p_answer, store = p_store, ticket_id = p_answer #>> ''{ticket,id}'' where');
  end loop;
end
$$;
