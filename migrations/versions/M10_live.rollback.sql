drop table core.live_connections, core.live_shards, core.live_messages;
