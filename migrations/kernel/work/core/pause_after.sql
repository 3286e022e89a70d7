-- How long a row waits that has failed so often: 10 s, 20 s, 40 s, … an hour, give or take a quarter so that failures do
-- not march in step. Never less than 7.5 s.
create or replace function core.pause_after(p_tries integer) returns interval
language sql volatile
return least(interval '1 hour', interval '10 seconds' * 2 ^ least(p_tries, 10)) * (0.75 + random() / 2);
