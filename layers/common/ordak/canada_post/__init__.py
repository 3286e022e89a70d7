"""Canada Post's Shipping API (JSON, since 2026-04-30): shipments, their labels, voids and refunds."""
