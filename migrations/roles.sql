-- The roles that must exist before the first table. What each of them may do is in access.sql.
--
--   ordak_owner    owns schemas and tables; runs migrations; cannot log in
--   ordak_api      owns every function; the policies bind it; cannot log in
--   service_role   groups the logins that act for no person
--   authenticated  groups people's read-only tools
--   ordak_webhook, ordak_rpc, ordak_inventory_worker, ordak_reconcile, ordak_auth, ordak_live   one login per deployable; passwords are set by whoever deploys
do $$
declare
  v_role text;
begin
  foreach v_role in array array['ordak_owner', 'ordak_api', 'service_role', 'authenticated'] loop
    if not exists (select from pg_catalog.pg_roles r where r.rolname = v_role) then
      execute pg_catalog.format('create role %I nologin', v_role);
    end if;
  end loop;
  foreach v_role in array array['ordak_webhook', 'ordak_rpc', 'ordak_inventory_worker', 'ordak_reconcile', 'ordak_auth', 'ordak_live'] loop
    if not exists (select from pg_catalog.pg_roles r where r.rolname = v_role) then
      execute pg_catalog.format('create role %I login', v_role);
    end if;
    -- A login may change its own settings; those below are all that it has.
    execute pg_catalog.format('alter role %I reset all', v_role);
    execute pg_catalog.format('alter role %I in database %I reset all', v_role, pg_catalog.current_database());
  end loop;
end
$$;

-- A managed database's administrator is no superuser: it has to be a member to act as the owner.
grant ordak_owner, ordak_api to current_user;
grant service_role to ordak_webhook, ordak_inventory_worker, ordak_reconcile, ordak_auth, ordak_live;

-- Set on the role, not on the session: a transaction pooler keeps no session of ours.
-- Each function waits a little longer for an answer (ORDAK_DATABASE_PATIENCE in the template), so that it hears what became
-- of it. Shopify waits 5 s for the webhook, which has to keep elsewhere what Postgres does not take; a person at a kiosk less.
alter role ordak_webhook set statement_timeout = '3s';
alter role ordak_webhook set lock_timeout = '2s';
alter role ordak_webhook set idle_in_transaction_session_timeout = '5s';
-- Nobody waits for workers. Those that push take at most 250 SKUs at once; the nightly check reads the whole ledger.
alter role ordak_inventory_worker set statement_timeout = '10s';
alter role ordak_inventory_worker set lock_timeout = '5s';
alter role ordak_inventory_worker set idle_in_transaction_session_timeout = '5s';
alter role ordak_reconcile set statement_timeout = '20s';
alter role ordak_reconcile set lock_timeout = '10s';
alter role ordak_reconcile set idle_in_transaction_session_timeout = '5s';
alter role ordak_rpc set statement_timeout = '5s';
alter role ordak_rpc set lock_timeout = '3s';
alter role ordak_rpc set idle_in_transaction_session_timeout = '5s';
alter role ordak_auth set statement_timeout = '5s';
alter role ordak_auth set lock_timeout = '3s';
alter role ordak_auth set idle_in_transaction_session_timeout = '5s';
alter role ordak_live set statement_timeout = '5s';
alter role ordak_live set lock_timeout = '3s';
alter role ordak_live set idle_in_transaction_session_timeout = '5s';
