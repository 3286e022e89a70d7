-- Does a function leave no event when it does what it is asked? Then of its calls the events know those alone that were refused.
create or replace function core.is_look_up(p_function text) returns boolean
language sql immutable
return p_function ~ '^(get|list|find|preview|browse)_' or p_function in ('open_live', 'report_page_error', 'save_draft', 'keep_basket');
