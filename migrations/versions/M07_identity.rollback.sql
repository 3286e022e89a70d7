-- An enum's value cannot be taken away: 'Device' stays, and nobody has it.
alter table core.order_events drop column occurred_at, drop column turn_id;
drop function core.device_of(bytea);
drop table core.api_tokens, core.sign_in_tries, core.pins, core.badges, core.turns, core.devices, core.refresh_tokens,
  core.sessions, core.staff_accounts;
alter table core.staff_shared drop column email, drop constraint nobody_is_a_device;
drop domain core.email, core.person_name, core.store_list, core.token_days, core.user_code;
