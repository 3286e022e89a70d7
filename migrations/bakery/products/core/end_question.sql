-- A product is decided: nobody has to be asked about it any more.
create or replace function bakery.end_question(p_store text, p_product_key text) returns void
language sql
begin atomic
  select core.end_work(w, 'done', null)
  from core.work_queue w
  where w.topic = 'alert' and w.dedupe_key = concat_ws(':', p_store, p_product_key, 'product_undecided')
    and w.status in ('pending', 'error');
end;
