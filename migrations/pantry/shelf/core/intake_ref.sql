-- What the ledger calls an intake: by the scan that brought it.
create or replace function pantry.intake_ref(p_scan_id uuid) returns text
language sql immutable
return 'intake:' || p_scan_id;
