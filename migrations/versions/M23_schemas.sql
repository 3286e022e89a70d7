-- Each flow's private functions get a schema of its own, so that two flows may use one name. `core` is the kernel's, and keeps all tables.
-- depends: M22_board
create schema stock authorization ordak_owner;
create schema shopify authorization ordak_owner;
create schema bakery authorization ordak_owner;
