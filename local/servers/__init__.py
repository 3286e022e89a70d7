"""The servers that the stack starts: Postgres and the pooler, and how a child process lives and ends."""
