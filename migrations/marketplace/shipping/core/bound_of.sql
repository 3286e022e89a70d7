-- A bound of the setting `parcel`, as a number or a text of one; what is none has no say, and the usual bound holds.
create or replace function marketplace.bound_of(p_store text, p_name text, p_usual numeric) returns numeric
language sql stable
return coalesce(substring(marketplace.parcel_setting(p_store) ->> p_name from '^[0-9]{1,9}(?:\.[0-9]{1,4})?$')::numeric, p_usual);
