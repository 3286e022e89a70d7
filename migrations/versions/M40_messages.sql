-- Conversations with customers of a marketplace, their messages, and what we write in them until it is sent.
-- squawk-ignore-file require-concurrent-index-creation, constraint-missing-not-valid, adding-foreign-key-constraint
-- depends: M39_shipments
set local role ordak_owner;

create domain core.message_text as text check (length(btrim(value)) between 1 and 10000);
comment on domain core.message_text is '{"strip_whitespace": true, "min_length": 1, "max_length": 10000}';
create domain core.draft_text as text check (length(value) <= 10000);
comment on domain core.draft_text is '{"max_length": 10000}';
create domain core.thread_name as text check (length(value) between 1 and 200);
comment on domain core.thread_name is '{"min_length": 1, "max_length": 200}';

-- By the marketplace's own clock: every change of a conversation up to then is here.
alter table core.marketplaces add column messages_until timestamptz;

create table core.conversations (
  store text not null references core.stores,
  thread_id text not null,
  -- The order that it is about, as the marketplace names it; it may not be here yet, or never.
  mirakl_id text,
  order_gid text generated always as ('gid://mirakl/Order/' || mirakl_id) stored,
  customer_id text,
  topic text,
  -- As the marketplace last said, and when.
  updated_at timestamptz not null,
  reply_needed_since timestamptz,
  -- Of its latest message: when, and whose; 'automatic' is a reply of ours that no person wrote.
  last_at timestamptz,
  last_kind text,
  -- Who answers it: kind and id of a person, for as long as they write.
  leased_by text,
  lease_expires_at timestamptz,
  -- Why it was taken over from another person.
  lease_reason text,
  -- Why it could not be read, until it can.
  fault text,
  primary key (store, thread_id),
  foreign key (store, customer_id) references core.customers,
  check ((leased_by is null) = (lease_expires_at is null))
);
create index conversations_order on core.conversations (store, mirakl_id) where mirakl_id is not null;
create index conversations_customer on core.conversations (store, customer_id);
create index conversations_latest on core.conversations (store, last_at desc);
create index conversations_unread on core.conversations (store, thread_id) where fault is not null;
create index conversations_open on core.conversations (store, reply_needed_since)
  where reply_needed_since is not null or last_kind = 'automatic';

create table core.messages (
  message_no bigint generated always as identity primary key,
  store text not null,
  thread_id text not null,
  -- The marketplace's; none as long as it does not have it.
  message_id text,
  -- staff: among our own people, and never sent.
  kind text not null check (kind in ('customer', 'shop', 'operator', 'other', 'staff')),
  body text not null,
  attachments integer not null default 0,
  created_at timestamptz not null default core.now(),
  -- Of what we write: how far it is. None: it came from the marketplace.
  state text check (state in ('draft', 'claimed', 'sent', 'failed', 'unknown')),
  -- Kind and id of who wrote it; of an automatic reply none, but the language of its template.
  written_by text,
  template text,
  -- The message that was the last one when this one was written.
  answers bigint,
  -- When the call began of which it is not known yet what became of it.
  called_at timestamptz,
  due_at timestamptz not null default core.now(),
  tries integer not null default 0,
  fault text,
  foreign key (store, thread_id) references core.conversations,
  check (state is null or kind = 'shop'),
  check (template is null or answers is not null)
);
create unique index messages_id on core.messages (store, message_id);
create index messages_thread on core.messages (store, thread_id, message_no);
-- One automatic reply to a message, and one draft of a person in a conversation.
create unique index messages_replies on core.messages (store, thread_id, answers, template) where template is not null;
create unique index messages_drafts on core.messages (store, thread_id, written_by) where state = 'draft' and template is null;
create index messages_due on core.messages (store, due_at) where state in ('claimed', 'unknown');
create index messages_aged on core.messages (created_at);
