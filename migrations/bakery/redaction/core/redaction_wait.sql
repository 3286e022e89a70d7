-- How long a whole shop's redaction waits for somebody to stop it.
create or replace function bakery.redaction_wait() returns interval
language sql immutable
return interval '24 hours';
