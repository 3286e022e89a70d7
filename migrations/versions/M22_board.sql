-- A board: a device may show the queues of further stores while nobody is signed in, and pages are told what was cancelled.
-- squawk-ignore-file require-concurrent-index-creation
-- depends: M21_found_again
set local role ordak_owner;

-- Beside its own store; a person in their turn at it sees that one alone, as at every kiosk.
alter table core.devices add column shown_stores text[] not null default '{}';

-- Of the last day, with each reading of a queue: few rows, whatever the store has sold.
create index orders_cancelled on core.orders (store, cancelled_at) where cancelled_at is not null;
