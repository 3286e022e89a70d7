-- What pages tell of their own errors is counted by the minute, where the kiosk or the session that tells stands already.
-- And a table goes that nothing has ever written: the shops' tokens are in the secrets, one for each function that calls.
-- depends: M18_told
set local role ordak_owner;

-- Names that the build gives and the language has: none of them has room for what a customer wrote.
create domain core.page_name as text check (value ~ '^[a-z]{1,20}$');
comment on domain core.page_name is '{"pattern": "^[a-z]{1,20}$"}';
create domain core.page_version as text check (value ~ '^[0-9a-f]{12}$');
comment on domain core.page_version is '{"pattern": "^[0-9a-f]{12}$"}';
create domain core.error_kind as text check (value ~ '^([A-Z][A-Za-z]{1,30})?Error$');
comment on domain core.error_kind is '{"pattern": "^([A-Z][A-Za-z]{1,30})?Error$"}';
create domain core.page_place as text check (value ~ '^[a-z][A-Za-z0-9_-]{0,80}[.]js:[0-9]{1,7}:[0-9]{1,7}$');
comment on domain core.page_place is '{"pattern": "^[a-z][A-Za-z0-9_-]{0,80}[.]js:[0-9]{1,7}:[0-9]{1,7}$"}';

alter table core.devices add column errors_since timestamptz, add column errors smallint;
alter table core.sessions add column errors_since timestamptz, add column errors smallint;

do $$
begin
  if exists (select from core.shop_tokens) then
    raise exception 'core.shop_tokens has rows, though nothing of ours writes it: save them elsewhere first';
  end if;
end
$$;
-- Nothing of the release before asks for it.
-- squawk-ignore ban-drop-table
drop table core.shop_tokens;
