"""What packers do with the parcels of a marketplace's orders."""
