"""The local stack: everything that runs Ordak on one machine, and nothing that is deployed."""
