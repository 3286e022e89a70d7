"""The local stack's marketplace: which store sells on it."""

MARKETPLACES = ("bestbuyca",)
