-- The baskets that are kept no longer, for the purge.
-- squawk-ignore-file require-concurrent-index-creation
-- depends: M50_waiting
set local role ordak_owner;

create index pantry_baskets_updated on core.pantry_baskets (updated_at);
