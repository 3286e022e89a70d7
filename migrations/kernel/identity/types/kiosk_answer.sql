create type api.kiosk_answer as (
  device api.device,
  at timestamptz,
  timezone text,
  store_name text,
  idle_seconds integer,
  people api.kiosk_person[]
);

comment on type api.kiosk_answer is 'A kiosk, its store''s name, the time by our clock, the zone of its store (IANA), and the people of its store.';
