drop table core.outlets;
