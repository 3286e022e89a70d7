set local role ordak_owner;
drop index core.pantry_baskets_updated;
