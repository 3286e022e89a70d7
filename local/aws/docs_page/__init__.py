"""/docs/: the API's document as a page on which it can be tried, out of a kept package and without a network."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from local.state import ROOT

HERE = Path(__file__).parent
SWAGGER = ROOT / "local/node_modules/swagger-ui-dist"
FILES = {
    "": HERE / "index.html",
    "page.js": HERE / "page.js",
    "openapi.json": ROOT / "openapi.json",
    "swagger-ui-bundle.js": SWAGGER / "swagger-ui-bundle.js",
    "swagger-ui.css": SWAGGER / "swagger-ui.css",
    "favicon.png": SWAGGER / "favicon-32x32.png",
}
MISSING = "The npm packages of the docs page are not installed (make does it).\n"
HEADERS = {
    # Its scripts write styles into the page; nothing else is taken from anywhere but here.
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "cache-control": "no-cache",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}


def routes() -> list[Route]:
    """Return the routes of the page."""

    async def page(request: Request) -> Response:
        file = FILES.get(request.path_params["file"])
        if file is None:
            return PlainTextResponse("There is no such file.\n", 404)
        return FileResponse(file, headers=HEADERS) if file.exists() else PlainTextResponse(MISSING, 404)

    async def slash(_request: Request) -> Response:
        return RedirectResponse("/docs/")

    return [Route("/docs", slash), Route("/docs/{file:path}", page)]
