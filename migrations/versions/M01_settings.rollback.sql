drop table core.settings;
