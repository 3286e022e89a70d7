-- The moves of each flow but the bakery's, whose stages are in transitions.sql: a flow adds its statuses, then what may be done
-- in which of them, where it leads, and by whom. A status is never deleted: events name it.
delete from core.moves;
