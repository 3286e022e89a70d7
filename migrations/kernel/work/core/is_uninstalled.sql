-- Whether a store's shop is without the app: what is to be done there waits, and nobody is to blame.
create or replace function core.is_uninstalled(p_store text) returns boolean
language sql stable
return exists (select from core.shops s where s.store = p_store and s.uninstalled_at is not null);
