"""The double as an HTTP server in a thread."""

from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import Route

from local.doubles.canada_post import control
from local.doubles.canada_post.carrier import Carrier
from local.doubles.canada_post.settings import BASE, Settings
from local.doubles.kit import DoubleServer
from local.doubles.kit.control import FOLDER


class CanadaPost(Carrier):
    """The double. `url` is its base, without a slash."""

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__(settings)
        routes = [*control.routes(self), Route("/{path:path}", self._serve, methods=["GET", "POST", "DELETE"])]
        self._server = DoubleServer("The double of Canada Post", routes, own=(FOLDER,))
        self.host = self._server.url
        self.url = self.host + BASE

    def start(self) -> None:
        """Start to answer."""
        self._server.start()

    def stop(self) -> None:
        """Stop: requests in flight have two seconds, what is kept is written."""
        self._server.stop()
        self.keeper.stop()

    async def _serve(self, request: HttpRequest) -> Response:
        return await self._server.answer(request, self.answer)
