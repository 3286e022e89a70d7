create type api.devices_answer as (
  devices api.device[]
);

comment on type api.devices_answer is 'Kiosks by station.';
