create type api.device_answer as (
  device api.device
);

comment on type api.device_answer is 'The kiosk as it is now.';
