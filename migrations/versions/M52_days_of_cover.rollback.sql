set local role ordak_owner;
drop domain core.cover_days;
