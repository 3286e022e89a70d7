-- A ticket's flags with what is known of its line's kind: unsure is a guess alone. What an earlier release read says
-- nothing of that.
create or replace function bakery.kind_flags(p_flags text[], p_unsure boolean, p_by text) returns jsonb
language sql immutable
return to_jsonb(case
  when p_by is null then p_flags
  when p_by = 'guess' and p_unsure and not 'kind_unsure' = any (p_flags) then p_flags || '{kind_unsure}'
  when p_by = 'guess' and p_unsure then p_flags
  else array_remove(p_flags, 'kind_unsure') end);
