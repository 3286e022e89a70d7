"""AWS, spoken to without its SDK: requests, their signature, and messages that wake a consumer."""
