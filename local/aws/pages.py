"""The pages as S3 and CloudFront serve them: what make builds in web/dist, under the template's headers."""

from collections.abc import Mapping
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from local.state import ROOT

WEB = ROOT / "web"
DIST = WEB / "dist"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
MISSING = "The pages are not built (make does it).\n"


def cache_control(path: str) -> str:
    """Return how long a file of web/dist is good for: the name of an asset says what is in it, no other name does."""
    return "public, max-age=31536000, immutable" if path.startswith("assets/") else "no-cache"


def file_of(path: str) -> str:
    """Return the file of web/dist that answers a path: below a page's, whatever is no file is the page itself."""
    first, _, rest = path.partition("/")
    return path if "." in rest.rpartition("/")[2] else f"{first}/index.html"


def routes(headers: Mapping[str, str], dist: Path = DIST) -> list[Route]:
    """Return the routes of the pages and of their assets."""

    def answer(request: Request) -> Response:
        files = {str(file.relative_to(dist)): file for file in dist.rglob("*.*")}
        wanted = file_of(request.url.path.removeprefix("/"))
        if wanted not in files:
            return PlainTextResponse("There is no such file.\n" if files else MISSING, 404)
        file = files[wanted]
        return FileResponse(
            file, headers={**headers, "cache-control": cache_control(wanted)}, media_type=TYPES[file.suffix]
        )

    async def slash(request: Request) -> Response:
        return RedirectResponse(f"{request.url.path}/")

    pages = sorted(file.parent.name for file in WEB.glob("*/index.html"))
    below = [Route(f"/{name}/{{path:path}}", answer) for name in ("assets", *pages)]
    return [*below, *(Route(f"/{name}", slash) for name in pages)]
