set local role ordak_owner;
drop policy if exists api_rows on core.settings;
-- Of two organisations' settings and tokens of one name only one could stay.
delete from core.settings where organisation <> 'house';
update core.api_tokens set revoked_at = core.now() where organisation <> 'house' and revoked_at is null;
drop index core.api_tokens_name;
create unique index api_tokens_name on core.api_tokens (name) where revoked_at is null;
alter table core.settings drop constraint settings_key, drop constraint settings_house, drop column organisation;
alter table core.settings add constraint settings_store_key_key unique nulls not distinct (store, key);
drop procedure if exists core.protect(regclass, text, text[], text);
drop trigger refuse_other_house on core.api_tokens;
drop trigger refuse_other_house on core.staff_shared;
drop function core.refuse_other_house();
alter table core.api_tokens drop column organisation;
alter table core.staff_shared drop column organisation;
drop function core.stores_of(text), core.house_of(text);
alter table core.stores drop constraint stores_house, drop column organisation, drop column kind;
drop table core.organisations;
drop function core.house();
