-- A code of ours that a scanner reads: its type, so many characters of chance (sixteen: 79 bits) and a check character.
-- S-7K3M9Q2DW4XN5TRA-H
create or replace function core.typed_code(p_type text, p_length integer default 16) returns text
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_chance bytea := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
  v_body text := (
    select string_agg(substr(core.code_alphabet(), 1 + get_byte(v_chance, i) % 31, 1), '' order by i)
    from generate_series(0, p_length - 1) i);
begin
  return p_type || '-' || v_body || '-' || core.check_character(p_type || v_body);
end
$$;
