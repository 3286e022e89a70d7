"""Why a text was not told, whichever way it was to go."""


class OutletError(Exception):
    """A text that was not told, or of which nobody knows. Carries a code, never an address or the text."""

    def __init__(self, code: str, *, wait_seconds: float = 0.0, refuses_text: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.wait_seconds = wait_seconds
        self.refuses_text = refuses_text
