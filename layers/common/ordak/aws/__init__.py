"""AWS, spoken to without its SDK: requests, their signature, secrets, and messages that wake a consumer."""
