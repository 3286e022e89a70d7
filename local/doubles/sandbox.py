"""What the page /sandbox/ alone has besides the API: counters of shops and marketplace, tokens of five demo people."""

from pathlib import Path

import psycopg
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from local.doubles.canada_post import control as canada_post
from local.doubles.house import Doubles
from local.doubles.mirakl import control as mirakl
from local.doubles.shopify import control as shopify
from local.doubles.tokens import sign, staff_token
from local.servers.same_origin import is_foreign

MINUTES = 60
NEIGHBOUR = "pantry"  # of another organisation, with two of its members in the demo data
MEMBERS = {"mina": "5a000000-0000-4000-8000-000000000011", "milo": "5a000000-0000-4000-8000-000000000012"}
STOCKED = """
select coalesce(array_agg(sku order by sku), '{}') from core.inventory_items where stocked and organisation = 'house'
"""


class OnlyOurPage:
    """Lets nobody in but scripts of this origin, by what browsers say and scripts cannot: not a tab of another site."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or have the counters answer it."""
        request = Request(scope)
        # A name of another site may be made to point here, so that its pages are of its origin: ours have no name.
        ours = not is_foreign(request.headers) and request.headers.get("sec-fetch-site") == "same-origin"
        app = self._app if ours else PlainTextResponse("Only for the page of this stack: /sandbox/\n", 403)
        await app(scope, receive, send)


def routes(state: Path, owner_url: str, doubles: Doubles) -> list[BaseRoute]:
    """Return the routes of the sandbox, to which whoever just opens the stack's address is led."""

    def begin(_request: Request) -> Response:
        with psycopg.connect(owner_url, connect_timeout=30) as connection:
            [stocked] = connection.execute(STOCKED).fetchone() or [[]]
        tokens = {role.lower(): staff_token(state, owner_url, role, minutes=MINUTES) for role in ("Staff", "Admin")}
        tokens["neighbour"] = staff_token(state, owner_url, "Supervisor", NEIGHBOUR, minutes=MINUTES)
        tokens |= {name: sign(state, staff_id, MINUTES) for name, staff_id in MEMBERS.items()}
        return JSONResponse({**tokens, "stocked": stocked}, headers={"cache-control": "no-store"})

    # A shop's domain may be anything: the marketplace and its carrier go before the shops.
    market = [*mirakl.routes(doubles.mirakl), *canada_post.routes(doubles.canada_post)]
    counter = shopify.routes({shop.domain: shop for shop in doubles.shopify.shops})
    of_the_page = [Route("/begin", begin, methods=["POST"]), *market, *counter]

    def slash(_request: Request) -> Response:
        return RedirectResponse("/sandbox/")

    page = Starlette(routes=of_the_page, middleware=[Middleware(OnlyOurPage)])
    return [Route("/", slash), Mount("/_local/sandbox", page)]
