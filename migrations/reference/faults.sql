-- Every expected outcome that is not a success: its code, HTTP status, whether trying again can help, and its title.
insert into core.faults (code, status, retry, title) values
  ('AUTH001', 403, false, 'Not allowed'),
  ('ORD001',  404, false, 'Order not found'),
  ('ORD002',  409, false, 'Not possible at this stage'),
  ('ORD003',  409, false, 'The order is cancelled'),
  ('ORD004',  409, false, 'The order has several tickets, scan one of them'),
  ('SCN001',  422, false, 'Not the code of an order'),
  ('STF001',  422, false, 'No such active member of staff in this store'),
  ('INV001',  409, true,  'Insufficient stock'),
  ('INV002',  422, false, 'Component not found'),
  ('SYNC001', 502, true,  'Shopify sync failed'),
  ('SET001',  422, false, 'Not a valid setting'),
  ('ING001',  422, false, 'The delivery cannot be ingested'),
  ('ING002',  404, false, 'Held delivery not found'),
  ('REQ001',  422, false, 'Not a valid request'),
  ('REQ002',  422, false, 'The scan_id belongs to another request'),
  ('REQ003',  404, false, 'No such function'),
  ('REQ004',  413, false, 'The request is too large'),
  ('SYS001',  500, true,  'Something went wrong on our side'),
  ('SYS002',  503, true,  'The database cannot be reached, please try again')
on conflict (code) do update set status = excluded.status, retry = excluded.retry, title = excluded.title;
