create type api.history_event as (
  no bigint,
  at timestamptz,
  occurred_at timestamptz,
  kind text,
  function text,
  code text,
  ticket_id text,
  "from" core.stage_type,
  "to" core.stage_type,
  actor_kind text,
  actor text,
  device text,
  given_to text,
  remark text,
  allergies_seen boolean,
  skus text[],
  undoes bigint,
  undone boolean,
  undoable boolean
);

comment on type api.history_event is
  'One event: when (occurred_at, if it was sent later), who by name, at which station; of a refusal the code; to whom a '
  'ticket was assigned; the remark written with it; whether the allergies were confirmed with it; which event it undoes, '
  'whether it was undone itself, and whether it is a step that still can be.';
comment on column api.history_event.occurred_at is '@nullable';
comment on column api.history_event.function is '@nullable';
comment on column api.history_event.code is '@nullable';
comment on column api.history_event.ticket_id is '@nullable';
comment on column api.history_event."from" is '@nullable';
comment on column api.history_event."to" is '@nullable';
comment on column api.history_event.actor_kind is '@nullable';
comment on column api.history_event.actor is '@nullable';
comment on column api.history_event.device is '@nullable';
comment on column api.history_event.given_to is '@nullable';
comment on column api.history_event.remark is '@nullable';
comment on column api.history_event.allergies_seen is '@nullable';
comment on column api.history_event.undoes is '@nullable';
