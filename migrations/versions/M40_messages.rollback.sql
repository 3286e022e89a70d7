set local role ordak_owner;
drop table core.messages;
drop table core.conversations;
alter table core.marketplaces drop column messages_until;
drop domain core.message_text, core.draft_text, core.thread_name;
