set local role ordak_owner;
delete from core.personal_columns where whose = 'member';
alter table core.personal_columns
  drop constraint personal_columns_table_name_column_name_whose_key,
  add unique (table_name, column_name);
drop table core.pantry_lines;
drop table core.pantry_orders;
drop table core.pantry_baskets;
drop domain core.basket_lines;
