-- core.spellings is called by functions of 0.1.0 alone. The migrator drops what is outlived as soon as no call of theirs runs.
-- depends: M42_scan_tickets
set local role ordak_owner;

comment on function core.spellings() is 'outlived';
