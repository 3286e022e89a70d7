create type api.settings_answer as (
  settings api.setting[]
);

comment on type api.settings_answer is 'Settings by key.';
