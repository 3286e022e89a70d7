"""Alerts, alarms, usage, and the runs of workers."""
