-- Statutory holidays by province; CA is the Canada Labour Code's list. Each on its own day: where one falls on a weekend, the day that a
-- store closes for it is its own choice, a day in the setting business_hours. Before the last year begins, add the next.
delete from core.holidays;
insert into core.holidays (province, day, name)
select p.province, d.day, h.name
from (values
  ('New Year''s Day', '{ON,QC,CA}', '{2026-01-01,2027-01-01,2028-01-01}'),
  ('Family Day', '{ON}', '{2026-02-16,2027-02-15,2028-02-21}'),
  ('Good Friday', '{ON,QC,CA}', '{2026-04-03,2027-03-26,2028-04-14}'),
  ('Victoria Day', '{ON,CA}', '{2026-05-18,2027-05-24,2028-05-22}'),
  ('National Patriots'' Day', '{QC}', '{2026-05-18,2027-05-24,2028-05-22}'),
  ('Saint-Jean-Baptiste Day', '{QC}', '{2026-06-24,2027-06-24,2028-06-24}'),
  ('Canada Day', '{ON,QC,CA}', '{2026-07-01,2027-07-01,2028-07-01}'),
  ('Labour Day', '{ON,QC,CA}', '{2026-09-07,2027-09-06,2028-09-04}'),
  ('National Day for Truth and Reconciliation', '{CA}', '{2026-09-30,2027-09-30,2028-09-30}'),
  ('Thanksgiving', '{ON,QC,CA}', '{2026-10-12,2027-10-11,2028-10-09}'),
  ('Remembrance Day', '{CA}', '{2026-11-11,2027-11-11,2028-11-11}'),
  ('Christmas Day', '{ON,QC,CA}', '{2026-12-25,2027-12-25,2028-12-25}'),
  ('Boxing Day', '{ON,CA}', '{2026-12-26,2027-12-26,2028-12-26}')
) h (name, provinces, days), unnest(h.provinces::text[]) p (province), unnest(h.days::date[]) d (day);
