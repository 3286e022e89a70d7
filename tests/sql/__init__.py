"""The database as the functions reach it: one folder per area of api, one file per function."""
