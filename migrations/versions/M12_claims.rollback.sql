drop table core.shop_redactions, core.login_settings;
alter table core.scans drop column asked_by;
alter table core.shops drop column uninstall_claimed_at;
