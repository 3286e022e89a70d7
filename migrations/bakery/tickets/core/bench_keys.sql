-- What a queue tells of a ticket beside what a scan answers.
create or replace function bakery.bench_keys() returns text[]
language sql immutable
return '{notes,due_text,size_group,stage_since}'::text[];
