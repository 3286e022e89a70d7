-- The character by which a code tells a misread of itself: the sum of its characters' places, each weighted by its position,
-- modulo the prime 31. One wrong character, or two neighbours that changed places, is always seen.
create or replace function core.check_character(p_text text) returns text
language sql immutable
return (
  select substr(core.code_alphabet(),
    1 + (sum((i + 1) * strpos(core.code_alphabet(), substr(p_text, i, 1))) % 31)::integer, 1)
  from generate_series(1, length(p_text)) i);
