-- core.find_tickets stays: what it needs is there, and it goes with M11_floor.
drop table core.ticket_components;
