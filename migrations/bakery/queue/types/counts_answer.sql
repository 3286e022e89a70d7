create type api.counts_answer as ();

comment on type api.counts_answer is 'Counts by stage. @extends stage_counts';
