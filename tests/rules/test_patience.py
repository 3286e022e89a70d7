"""One patience per function: Postgres gives a statement up before the function that waits for it does."""

from local.aws.template import read_template
from local.state import ROOT
from ordak.aws import client as aws
from ordak.settings import USUAL_PATIENCE
from tools.generate.logins import logins
from webhook_app import DATABASE_SECONDS

FUNCTIONS = read_template(ROOT / "template.yaml", "http://127.0.0.1").functions.values()
LOGINS = logins((ROOT / "logins.yaml").read_text(encoding="utf-8"))
SHOPIFY_WAITS = 5.0


def patience() -> dict[str, tuple[str, float, float]]:
    """Return of each function that asks Postgres: its login, how long it waits for an answer, its time-out."""
    return {
        function.name: (
            f"ordak_{function.code.name}",
            float(function.variables.get("ORDAK_DATABASE_PATIENCE", USUAL_PATIENCE)),
            function.timeout,
        )
        for function in FUNCTIONS
        if "ORDAK_DATABASE_URL" in function.variables and function.code.name != "migrate"
    }


def test_a_waiter_is_answered_what_became_of_it_and_waits_little_longer() -> None:
    found = patience()
    assert len(found) >= 10
    for name, (login, waits, time_out) in found.items():
        gives_up = float(LOGINS[login].statement.removesuffix("s"))
        assert float(LOGINS[login].lock.removesuffix("s")) < gives_up < waits <= gives_up * 1.2, name
        assert waits < time_out, name


def test_the_webhook_has_time_to_keep_elsewhere_what_postgres_did_not_take() -> None:
    _, waits, _ = patience()["WebhookFunction"]
    assert waits <= DATABASE_SECONDS
    once = aws._CONNECT_SECONDS  # noqa: SLF001 - a connection that is taken at once answers at once
    assert DATABASE_SECONDS + once < SHOPIFY_WAITS
