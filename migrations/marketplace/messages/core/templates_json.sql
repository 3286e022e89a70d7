-- The texts to begin an answer with, in a language, as the setting message_templates has them.
create or replace function marketplace.templates_json(p_store text, p_language text) returns jsonb
language sql stable
return (
  select coalesce(jsonb_agg(jsonb_build_object('name', t.key, 'body', t.value) order by t.key), '[]')
  from marketplace.setting_of(p_store, 'message_templates') s (texts)
  cross join lateral jsonb_each_text(case jsonb_typeof(s.texts -> p_language) when 'object' then s.texts -> p_language else '{}' end) t);
