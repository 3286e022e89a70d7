-- Which events reach pages, as which message, and who hears it. What is not here is not told: logins, pushes, refusals.
delete from core.live_messages;
insert into core.live_messages (kind, message, audiences)
select k.kind, 'order:created', '{staff}'::text[] from unnest('{order_ingested,order_created,order_imported}'::text[]) k (kind)
union all
select k.kind, 'order:updated', '{staff}' from unnest(
  '{complete_filling,complete_covering,complete_decorating,start_packing,complete_packing,qc_return_to_decorating}'::text[]
  || '{assigned,stored,priority_set,barcode_printed,change_acknowledged,shortfall_cleared,extras_released}'::text[]
  || '{undone,order_changed,order_edited,order_cancelled,stock_short,stock_came,unknown_sku,redacted,order_followed,acceptance_failed,acceptance_settled,step_retried,shipping_failed}'::text[]
  || '{label_created,label_void_asked,shipment_unknown,shipment_found,shipment_released,shipping_parked}'::text[]
  || '{label_printed,label_reprinted,parcel_packed}'::text[]) k (kind)
union all
-- A member hears of their own orders, no other member does.
select 'pantry_placed', 'order:created', '{staff,member}'
union all
select k.kind, 'order:updated', '{staff,member}'
from unnest('{substitute_offered,substitute_accepted,substitute_declined,substitute_lapsed,pantry_confirmed,pantry_preparing,pantry_ready,pantry_completed,pantry_cancelled}'::text[]) k (kind)
union all
select k.kind, 'conversation:updated', '{staff}' from unnest(
  '{message_received,message_claimed,message_sent,message_failed,auto_reply_claimed,auto_reply_dropped,thread_unread}'::text[]
  || '{conversation_leased,conversation_taken_over,conversation_left}'::text[]) k (kind)
union all
select 'inventory:low', 'inventory:low', '{staff}'
union all
-- To the member for whom a place is held.
select 'place_offered', 'place:offered', '{member}'
union all
-- To members only that there is one.
select 'session_started', 'session:started', '{staff,member}';
