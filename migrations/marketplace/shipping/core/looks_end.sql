-- For how long a label whose purchase is unknown is looked up at the carrier, before a person is asked.
create or replace function marketplace.looks_end() returns interval
language sql immutable
return interval '10 minutes';
