-- What automatic replies do at this moment: off, draft or on, as the setting auto_reply says; off while the store is closed.
create or replace function marketplace.reply_mode(p_store text) returns text
language sql stable
return case when core.business_moment(p_store, core.now(), interval '0') is not distinct from core.now()
  then coalesce(marketplace.setting_of(p_store, 'auto_reply') ->> 'mode', 'off') else 'off' end;
