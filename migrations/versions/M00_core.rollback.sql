drop schema core cascade;
