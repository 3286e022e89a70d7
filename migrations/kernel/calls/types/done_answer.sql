create type api.done_answer as ();

comment on type api.done_answer is 'Done, or done already.';
