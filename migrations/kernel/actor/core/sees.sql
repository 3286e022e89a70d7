-- The stores that core.enter opened for this transaction. Every policy of ordak_api asks this.
create or replace function core.sees(p_store text) returns boolean
language sql stable
return p_store = any (string_to_array(current_setting('ordak.stores', true), ','));
