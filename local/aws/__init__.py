"""What stands for AWS on this machine: gateway, functions, queues, schedules, logs, pages."""
