"""What the sandbox, or curl, does to a double over HTTP: GET /_double/<name>, POST /_double/<name>/<deed>."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from local.doubles.kit.operations import RefusedError

FOLDER = "/_double/"

type Deed = Callable[[dict[str, Any]], Any]


def control_routes(name: str, show: Callable[[], dict[str, Any]], deeds: Mapping[str, Deed]) -> list[Route]:
    """Return the routes; a deed is given the object that was sent, and its result is `done`."""

    async def view(_request: Request) -> Response:
        return JSONResponse(await anyio.to_thread.run_sync(show))

    async def act(request: Request) -> Response:
        deed = deeds.get(request.path_params["deed"])
        if deed is None:
            return JSONResponse({"error": "There is no such deed."}, 404)
        try:
            asked = dict(json.loads(await request.body() or b"{}"))
            return JSONResponse({"done": await anyio.to_thread.run_sync(deed, asked)})
        except RefusedError as refused:
            return JSONResponse({"error": refused.message}, 409)
        except (ValueError, TypeError, KeyError, IndexError) as error:
            return JSONResponse({"error": str(error)}, 400)

    return [Route(FOLDER + name, view), Route(f"{FOLDER}{name}/{{deed}}", act, methods=["POST"])]
