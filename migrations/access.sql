-- Every grant and every policy. Applied whole, after the functions, in their transaction.
-- The roles themselves are in roles.sql: they have to be there before the first table.

-- Functions: nobody but those named here. The role-wide form is the one that works.
alter default privileges for role ordak_owner, ordak_api revoke execute on functions from public;
revoke all on all functions in schema core, stock, shopify, bakery, marketplace, pantry, api from public;
grant usage on schema core to ordak_api, authenticated, ordak_rpc;
grant usage on schema stock, shopify, bakery, marketplace, pantry to ordak_api;
grant usage on schema api to service_role, authenticated;
grant usage on all sequences in schema core to ordak_api;
grant execute on all functions in schema core, stock, shopify, bakery, marketplace, pantry to ordak_api;
grant execute on function core.stores_of_login() to authenticated;
grant select on api.order_status_history to authenticated;  -- by the policies of what it shows
grant usage on type core.stage_type, core.priority to ordak_rpc;

-- What Postgres grants to everybody and nobody here needs: tables and files of one's own, which fill the disk. A grant of
-- the database is no part of it, so a copy or a restored one has it again until it is migrated. Of functions that belong
-- to the server only their owner takes something away; another administrator is told so by a warning.
do $$
declare
  v_function regprocedure;
begin
  execute format('revoke temporary on database %I from public', current_database());
  for v_function in
    select p.oid from pg_proc p where p.pronamespace = 'pg_catalog'::regnamespace and p.proname ~ '^(lo_|loread$|lowrite$)'
      and has_function_privilege('public', p.oid, 'execute')
  loop
    execute format('revoke execute on function %s from public', v_function);
  end loop;
end
$$;

-- Each login reaches the functions that its deployable calls: actions on a ticket by rpc, the rest as permissions say. Of tables
-- it reaches none, whatever somebody has granted by hand.
do $$
declare
  v_login record;
  v_logins text;
begin
  for v_login in
    select quote_ident(l.login) as name, string_agg(p.oid::regprocedure::text, ', ') as functions
    from pg_proc p
    join lateral (
      select unnest(m.logins) as login from core.permissions m where m.function_name = p.proname
      union
      select 'ordak_rpc' from core.transitions t where t.action = p.proname
      union
      select 'ordak_rpc' from core.moves m where m.action = p.proname
    ) l on true
    where p.pronamespace = 'api'::regnamespace
    group by l.login
  loop
    execute format('grant usage on schema api to %s', v_login.name);
    execute format('grant execute on function %s to %s', v_login.functions, v_login.name);
    v_logins := concat_ws(', ', v_logins, v_login.name);
  end loop;
  execute format('revoke all on all tables in schema core from %s', v_logins);
end
$$;

set local role ordak_owner;

revoke all on all tables in schema core from public, ordak_api, authenticated, service_role;

call core.protect('core.applied_versions', 'select');
call core.protect('core.organisations', 'select', '{organisation,display_name}');
call core.protect('core.stores', 'select', '{store,display_name,spellings,timezone,currency,organisation,kind}', 'store');
-- Who acts is found in these before an organisation is open.
call core.protect('core.staff_shared', 'select, insert, update', '{id,display_name,role,stores,is_active}', 'none');
call core.protect('core.staff_accounts', 'select, insert, delete', p_scope => 'none');
call core.protect('core.sessions', 'select, insert, update, delete');
call core.protect('core.refresh_tokens', 'select, insert, update');
call core.protect('core.devices', 'select, insert, update, delete', '{device_id,store,station,shown_stores,enrolled_at,enrolled_by,revoked_at}');
call core.protect('core.turns', 'select, insert, update');
call core.protect('core.badges', 'select, insert, update');
call core.protect('core.pins', 'select, insert, update');
call core.protect('core.sign_in_tries', 'select, insert, update, delete');
call core.protect('core.api_tokens', 'select, insert, update', p_scope => 'none');
call core.protect('core.services', 'select');
call core.protect('core.faults', 'select', '{code,status,retry,title}');
call core.protect('core.transitions', 'select', '{action,from_stage,to_stage,roles}');
call core.protect('core.statuses', 'select', '{flow,status}');
call core.protect('core.moves', 'select', '{flow,action,from_status,to_status,roles,wants_reason}');
call core.protect('core.permissions', 'select', '{function_name,roles}');
call core.protect('core.sales', 'select, insert, update', '{store,order_gid,shopify_order_number,name,currency,total_amount,source_name,is_test,flags,ordered_at,cancelled_at,fulfilled_at,created_at}');
call core.protect('core.sale_lines', 'select, insert, update, delete', '{store,order_gid,line_no,kind,kind_by,kind_unsure,product_id,variant_id,sku,title,variant_title,quantity,unit_amount}');
call core.protect('core.product_kinds', 'select, insert, update', '{store,product_key,product_id,variant_id,title,sku,kind,decided_by,decided_at,created_at,updated_at}');
call core.protect('core.orders', 'select, insert, update',
  '{store,id,order_gid,ticket_no,shopify_order_number,stage,priority_override,product_title,flavour,size,due_date,due_slot,due_minutes,delivery_method,total_amount,assignee_id,storage,print_count,filling_start_ts,filling_complete_ts,covering_complete_ts,decorating_complete_ts,packing_start_ts,packing_complete_ts,qc_returned_ts,cancelled_at,inventory_blocked,flags,created_at,updated_at}');
call core.protect('core.ticket_components', 'select, insert, update, delete', '{store,ticket_id,sku,qty,counted,filled_at}');
call core.protect('core.order_events', 'select, insert', '{event_no,at,occurred_at,kind,code,store,order_gid,ticket_id,from_stage,to_stage,flow,from_status,to_status,actor_kind,actor_id,device_id,turn_id,function_name,correlation_id}');
call core.protect('core.remarks', 'select, insert, update', '{remark_id,store,ticket_id,order_gid,created_at}');
call core.protect('core.scans', 'select, insert, update, delete');
call core.protect('core.settings', 'select, insert, update', '{store,key,value,updated_at}');
call core.protect('core.storage_locations', 'select, insert, update', '{code,store,name,is_active}');
call core.protect('core.run_kinds', 'select');
call core.protect('core.holidays', 'select', '{province,day,name}');
call core.protect('core.retention', 'select');
call core.protect('core.personal_columns', 'select');
call core.protect('core.sync_runs', 'select, insert, update, delete', '{run_id,store,kind,status,counts,started_at,finished_at}');
call core.protect('core.held_deliveries', 'select, insert, update, delete', '{delivery_id,store,topic,webhook_id,reason,permanent,received_at,resolved_at}');
call core.protect('core.inventory_items', 'select, insert, update', '{sku,title,uom,on_hand,reserved,buffer,ats,low_at,stocked,authority,shelf,weight}');
call core.protect('core.inventory_txn', 'select, insert', '{txn_id,sku,kind,qty,on_hand_delta,reserved_delta,store,reason,ref_id,created_at}');
call core.protect('core.product_requirements', 'select, insert, update, delete', '{sku,component_sku,qty}');
call core.protect('core.shortfalls', 'select, insert, update', '{shortfall_id,store,order_gid,sku,qty,created_at,cleared_at}');
call core.protect('core.work_queue', 'select, insert, update, delete', '{work_id,topic,status,priority,store,retry_count,next_retry_at,created_at,updated_at,finished_at,last_error}');
call core.protect('core.standstills', 'select, insert, delete');
call core.protect('core.worker_minutes', 'select, insert, update, delete');
call core.protect('core.outlets', 'select, update', '{name,used_at,quiet_until,failures}');
call core.protect('core.shop_skus', 'select, insert, update', '{store,sku,known_qty,known_at,unexplained,fault,tracked,policy}');
call core.protect('core.shops', 'select, update', '{store,uninstalled_at,orders_complete_until}');
call core.protect('core.login_settings', 'select');
call core.protect('core.environment', 'select');
call core.protect('core.shop_redactions', 'select, insert, update', '{redaction_id,store,requested_at,due_at,stopped_at,sales,done_at}');
call core.protect('core.push_batches', 'select, insert, update', '{batch_id,store,status,attempts,last_error,created_at,finished_at}');
call core.protect('core.push_lines', 'select, insert, update', '{batch_id,store,sku,from_qty,to_qty,fault}');
call core.protect('core.sync_findings', 'select, insert, update, delete', '{run_id,store,kind,ref,detail,repaired,created_at}');
call core.protect('core.ticket_changes', 'select, insert, update, delete',
  '{change_id,store,ticket_id,kind,detected_at,acknowledged_at}');
call core.protect('core.item_barcodes', 'select, insert, update, delete', '{barcode,sku,quantity}');
call core.protect('core.households', 'select, insert, update', '{store,household_id,size,valid_until,approved_at,asks_since,created_at}');
call core.protect('core.household_members', 'select, insert, update, delete', '{store,member_id,household_id,created_at}');
call core.protect('core.pantry_items', 'select, insert, update', '{store,sku,is_offered,limit_each,limit_per_person,suits,substitutes,updated_at}');
call core.protect('core.pantry_sessions', 'select, insert, update', '{store,session_id,title,opens_at,closes_at,max_orders,state,closed_by,closed_at,created_at}');
call core.protect('core.pantry_slots', 'select, insert, update', '{store,session_id,slot_id,starts_at,ends_at,capacity,taken}');
call core.protect('core.invitations', 'select, insert, update', '{store,invitation_id,expires_at,created_at,used_at,used_by}');
call core.protect('core.pantry_waiting', 'select, insert, update', '{store,waiting_id,member_id,session_id,slot_id,joined_at,offered_slot_id,offered_until,ended_as,ended_at}');
call core.protect('core.pantry_baskets', 'select, insert, update, delete', '{store,basket_id,member_id,order_gid,updated_at}');
call core.protect('core.pantry_orders', 'select, insert, update', '{store,order_gid,id,status,member_id,household_id,session_id,slot_id,status_since,cancelled_by}');
call core.protect('core.pantry_lines', 'select, insert, update', '{store,order_gid,line_no,ordered,in_place_of,offered_until,offer}');
call core.protect('core.marketplaces', 'select, insert, update', '{store,live_since,imported_until,orders_complete_until,offers_listed_at,stock_claimed_at}');
call core.protect('core.customers', 'select, insert, update', '{store,customer_id,locale,created_at}');
call core.protect('core.marketplace_orders', 'select, insert, update',
  '{store,order_gid,mirakl_id,commercial_id,status,state,last_updated_at,state_since,can_shop_ship,has_incident,accept_by,ship_by,customer_id,decision,writing,written_at,rereads,due_at,fault,failures}');
call core.protect('core.marketplace_offers', 'select, insert, update, delete',
  '{store,sku,known_qty,known_at,is_unsure,raise_since,sending,fault,fault_at,listed_at}');
call core.protect('core.unread_orders', 'select, insert, update, delete', '{store,mirakl_id,code,seen_at,times}');
call core.protect('core.shipments', 'select, insert, update',
  '{store,order_gid,parcel,attempt,request_id,state,fault,claimed_at,bought_at,shipment_id,carrier_status,pin,price,label_at,undone_at,prints,packed_at}');
call core.protect('core.parcel_scans', 'select, insert, update', '{store,order_gid,parcel,scan_id,sku,quantity,scanned_at,undone_at}');
call core.protect('core.shipment_lines', 'select, insert, update', '{store,order_gid,parcel,attempt,line_no,quantity}');
call core.protect('core.conversations', 'select, insert, update',
  '{store,thread_id,mirakl_id,order_gid,customer_id,updated_at,reply_needed_since,last_at,last_kind,leased_by,lease_expires_at,fault}');
call core.protect('core.messages', 'select, insert, update, delete',
  '{message_no,store,thread_id,message_id,kind,attachments,created_at,state,written_by,template,answers,called_at,due_at,tries,fault}');
call core.protect('core.live_messages', 'select', '{kind,message,audiences}');
call core.protect('core.live_shards', 'select, insert, update');
call core.protect('core.live_connections', 'select, insert, update, delete');
reset role;
