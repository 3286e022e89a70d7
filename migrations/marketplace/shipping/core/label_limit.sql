-- Why no label more is bought today, where the store is: their number, or what they cost. Null: one may be. What may have been bought
-- counts as bought.
create or replace function marketplace.label_limit(p_store text) returns text
language sql stable
begin atomic
  select case
    when count(*) >= marketplace.bound_of(p_store, 'most_labels', 200) then 'LABELS_OF_A_DAY'
    when coalesce(sum(s.price), 0) >= marketplace.bound_of(p_store, 'most_sum', 4000) then 'LABEL_SUM_OF_A_DAY' end
  from core.shipments s, core.stores st
  where s.store = p_store and st.store = p_store and s.state <> 'failed'
    and s.claimed_at >= date_trunc('day', core.now() at time zone st.timezone) at time zone st.timezone;
end;
