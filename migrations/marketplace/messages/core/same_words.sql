-- Are these the same words? A marketplace may wrap and trim what it was sent.
create or replace function marketplace.same_words(p_one text, p_other text) returns boolean
language sql immutable
return btrim(regexp_replace(p_one, '\s+', ' ', 'g')) = btrim(regexp_replace(p_other, '\s+', ' ', 'g'));
