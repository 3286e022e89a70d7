set local role ordak_owner;
drop function core.stores_spelled;
drop index core.stores_spellings;
alter table core.stores drop constraint spellings_are_words;
