-- Who it was, as people at work know them.
create or replace function marketplace.name_of_writer(p_writer text) returns text
language sql stable
return core.name_of_actor(split_part(p_writer, ':', 1), substr(p_writer, strpos(p_writer, ':') + 1));
