-- The roles that must exist before the first table. What each of them may do is in access.sql.
--
--   ordak_owner    owns schemas and tables; runs migrations; cannot log in
--   ordak_api      owns every function; the policies bind it; cannot log in
--   service_role   groups the logins that act for no person
--   authenticated  groups people's read-only tools
--
-- And one login per deployable, all of them below (logins.yaml says how long each waits); passwords are set by whoever deploys.
do $$
declare
  v_role text;
  v_login record;
begin
  foreach v_role in array array['ordak_owner', 'ordak_api', 'service_role', 'authenticated'] loop
    if not exists (select from pg_catalog.pg_roles r where r.rolname = v_role) then
      execute pg_catalog.format('create role %I nologin', v_role);
    end if;
  end loop;
  -- Set on the role, not on the session: a transaction pooler keeps no session of ours.
  for v_login in
    select l.* from (values
      -- generated logins: begin
      ('ordak_webhook', true, '3s', '2s'),
      ('ordak_rpc', false, '5s', '3s'),
      ('ordak_auth', true, '5s', '3s'),
      ('ordak_live', true, '5s', '3s'),
      ('ordak_inventory_worker', true, '10s', '5s'),
      ('ordak_reconcile', true, '20s', '10s'),
      ('ordak_marketplace', true, '20s', '10s')
      -- generated logins: end
    ) l (name, is_service, statement_timeout, lock_timeout)
  loop
    if not exists (select from pg_catalog.pg_roles r where r.rolname = v_login.name) then
      execute pg_catalog.format('create role %I login', v_login.name);
    end if;
    -- A login may change its own settings; these are all that it has.
    execute pg_catalog.format('alter role %I reset all', v_login.name);
    execute pg_catalog.format('alter role %I in database %I reset all', v_login.name, pg_catalog.current_database());
    execute pg_catalog.format('alter role %I set statement_timeout = %L', v_login.name, v_login.statement_timeout);
    execute pg_catalog.format('alter role %I set lock_timeout = %L', v_login.name, v_login.lock_timeout);
    execute pg_catalog.format('alter role %I set idle_in_transaction_session_timeout = %L', v_login.name, '5s');
    if v_login.is_service then
      execute pg_catalog.format('grant service_role to %I', v_login.name);
    end if;
  end loop;
end
$$;

-- A managed database's administrator is no superuser: it has to be a member to act as the owner.
grant ordak_owner, ordak_api to current_user;
