-- Who writes in this transaction, as conversations and messages name them.
create or replace function marketplace.writer() returns text
language sql stable
return core.actor('kind') || ':' || core.actor('id');
