"""What S3 checks and moto's does not: signatures in a query, their time, and the policy of a form."""
