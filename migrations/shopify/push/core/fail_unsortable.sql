-- Gives up the SKUs of which nobody can say what there is to do, because computing it fails: they cost no other its push.
-- Whether there were any.
create or replace function shopify.fail_unsortable(p_store text, p_skus text[]) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_sku text;
  v_found boolean := false;
begin
  foreach v_sku in array p_skus loop
    begin
      perform r.step, r.target from shopify.sort_rows(p_store, array[v_sku]) r;
    exception when others then
      perform shopify.fail_skus(p_store, array[v_sku], sqlstate);
      v_found := true;
    end;
  end loop;
  return v_found;
end
$$;
