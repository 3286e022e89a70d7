-- The person of this store whom their badge or PIN proves; null for none. They are locked before the proof is looked at:
-- whoever takes it away, or makes them inactive, holds them too.
create or replace function core.proven(
  p_store text, p_badge_hash text, p_staff_id uuid, p_pin_hash text
) returns core.staff_shared
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_badge bytea := decode(p_badge_hash, 'hex');
  v_staff core.staff_shared;
begin
  select s.* into v_staff from core.staff_shared s
  where s.is_active and s.role <> 'Member' and p_store = any (s.stores)
    and s.id = coalesce((select b.staff_id from core.badges b where b.code_hash = v_badge), p_staff_id)
  for share;
  if exists (select from core.badges b where b.staff_id = v_staff.id and b.code_hash = v_badge and b.revoked_at is null)
    or exists (
      select from core.pins p
      where p.staff_id = v_staff.id and p.staff_id = p_staff_id and p.pin_hash = decode(p_pin_hash, 'hex'))
  then
    return v_staff;
  end if;
  return null;
end
$$;
