-- What somebody types to find an order by its words: each the beginning of a word there. Null for none.
create or replace function bakery.words_query(p_text text) returns tsquery
language sql immutable
return (
  select to_tsquery('pg_catalog.simple'::regconfig, string_agg(w.word || ':*', ' & '))
  from regexp_split_to_table(
    regexp_replace(normalize(lower(p_text), NFKD), U&'[\0300-\036F]', '', 'g'), '[\s\x01-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+') w (word)
  where w.word <> '');
