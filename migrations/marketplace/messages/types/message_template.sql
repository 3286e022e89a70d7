create type api.message_template as (
  name text,
  body text
);

comment on type api.message_template is 'A text to begin an answer with, of the setting message_templates, in the customer''s language.';
