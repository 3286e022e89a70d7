"""The double as an HTTP server in a thread."""

from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import Route

from local.doubles.kit import DoubleServer
from local.doubles.kit.control import FOLDER
from local.doubles.mirakl import control
from local.doubles.mirakl.market import Market
from local.doubles.mirakl.settings import Settings

_METHODS = ["GET", "POST", "PUT", "DELETE"]


class Mirakl(Market):
    """The double. `url` is its base, without a slash."""

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__(settings)
        routes = [*control.routes(self), Route("/{path:path}", self._serve, methods=_METHODS)]
        self._server = DoubleServer("The double of Mirakl", routes, own=(FOLDER,))
        self.url = self._server.url

    def start(self) -> None:
        """Start to answer."""
        self._server.start()

    def stop(self) -> None:
        """Stop: requests in flight have two seconds, what is kept is written."""
        self._server.stop()
        self.keeper.stop()

    async def _serve(self, request: HttpRequest) -> Response:
        return await self._server.answer(request, self.answer)
