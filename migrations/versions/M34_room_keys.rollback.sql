-- Validated keys hold for the version before as well.
select 1;
