drop function core.find_tickets(text, tsquery, boolean, core.stage_type, date, date, integer);
drop index core.sales_words, core.sales_number, core.orders_words, core.orders_due, core.orders_unfinished;
drop function core.search_words(text);
drop table core.storage_locations;
drop domain core.place_name, core.find_offset;
-- Rows that came back stay in the ledger.
alter table core.inventory_txn drop constraint waste_is_gone;
alter table core.inventory_txn add constraint inventory_txn_check2
  check (kind not in ('consume', 'waste') or qty < 0) not valid;
alter table core.inventory_txn drop column txid;
