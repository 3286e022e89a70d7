-- Writes where the file of a label is, or why there is none, unless there is one.
create or replace function marketplace.write_label(
  p_store text, p_order_gid text, p_parcel integer, p_attempt integer, p_label jsonb, p_code text
) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update core.shipments s set label_tries = s.label_tries + 1, fault = p_code,
    label_key = p_label ->> 'key', label_sha256 = decode(p_label ->> 'sha256', 'hex'), label_bytes = (p_label ->> 'bytes')::integer,
    label_at = case when p_label is not null then core.now() end
  where s.store = p_store and s.order_gid = p_order_gid and s.parcel = p_parcel and s.attempt = p_attempt
    and s.state = 'bought' and s.label_at is null;
end
$$;
