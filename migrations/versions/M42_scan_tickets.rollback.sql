drop index core.scans_ticket;
