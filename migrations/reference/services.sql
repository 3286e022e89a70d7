-- The functions that act for no person, by the names that their calls give: core.enter knows no other.
insert into core.services (name) values ('webhook'), ('rpc'), ('inventory_worker'), ('reconcile'), ('auth'), ('live'), ('marketplace')
on conflict do nothing;
