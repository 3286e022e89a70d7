set local role ordak_owner;
drop table core.pantry_slots;
drop table core.pantry_sessions;
drop table core.pantry_items;
drop table core.household_members;
drop table core.households;
drop domain core.sku_list, core.most_orders, core.most_each, core.diets, core.diet, core.slot_capacity, core.household_size;
reset role;
drop schema pantry;
