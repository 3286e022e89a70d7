"""How a call of Shopify's Admin API fails: a code, and what may follow from it."""


class ShopifyError(Exception):
    """A call without a usable answer. Carries a code, never words of Shopify's: they quote what we sent.

    `perhaps_applied`: a change that may have been made all the same; the same key may be sent again.
    `app_refused`: the shop knows our app no more.
    """

    def __init__(
        self, code: str, *, wait_seconds: float = 0.0, perhaps_applied: bool = False, app_refused: bool = False
    ) -> None:
        super().__init__(code)
        self.code = code
        self.wait_seconds = wait_seconds
        self.perhaps_applied = perhaps_applied
        self.app_refused = app_refused

    @property
    def shop_broke(self) -> bool:
        """Whether the shop answered, and its answer was that it broke: at what was asked, perhaps."""
        return self.code.startswith("HTTP_5") or self.code in {"INTERNAL_SERVER_ERROR", "SERVICE_UNAVAILABLE"}
