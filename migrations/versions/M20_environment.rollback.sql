drop table core.environment;
