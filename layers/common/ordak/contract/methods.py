"""Methods of the addresses that are no RPC, of template.yaml by `make generate`. Do not edit."""

METHODS = {
    "/api/v1/webhooks/shopify": "POST",
    "/api/health": "GET",
    "/edge/health": "GET",
    "/api/v1/inventory": "GET",
    "/api/v1/sync": "POST",
    "/api/v1/orders": "POST",
    "/auth/login": "GET",
    "/auth/callback": "GET",
    "/auth/refresh": "POST",
    "/auth/sign-out": "POST",
    "/auth/device": "POST",
    "/auth/device/poll": "POST",
    "/auth/turn": "POST",
    "/auth/pin": "POST",
    "/.well-known/jwks.json": "GET",
}
