"""Each built function answers its events, under AWS's runtime, through PgBouncer."""

import json
from collections.abc import Callable, Mapping

import psycopg
import pytest

from local.servers.processes import free_port
from local.stack import Stack
from local.terminal import events
from tests.bundle.conftest import Emulate
from tests.functions.callers import rows, until

SALES = "select count(*) from core.sales where shopify_order_number = %s"


@pytest.mark.parametrize("name", ["webhook-order", "webhook-order-base64"])
def test_built_webhook_ingests_a_signed_order_once(
    name: str, stack: Stack, emulate: Emulate, token: Callable[[], str]
) -> None:
    webhook = emulate("WebhookFunction")
    event = events.filled(events.read(name), stack.env, token)
    assert stack.pooler is not None
    assert f":{stack.pooler.port}/" in webhook.environment["ORDAK_DATABASE_URL"]
    first, again = webhook.invoke(event), webhook.invoke(event)
    assert [first["statusCode"], again["statusCode"]] == [200, 200]
    assert json.loads(again["body"])["already_done"] is True
    assert json.loads(first["body"])["tickets"] == json.loads(again["body"])["tickets"]


def test_built_webhook_refuses_what_is_not_signed(emulate: Emulate) -> None:
    assert emulate("WebhookFunction").invoke(events.read("webhook-order"))["statusCode"] == 401


@pytest.mark.parametrize("name", ["rpc-scan-api", "rpc-scan-url"])
def test_built_rpc_answers_a_scan(name: str, stack: Stack, emulate: Emulate, token: Callable[[], str]) -> None:
    emulate("WebhookFunction").invoke(events.filled(events.read("webhook-order"), stack.env, token))
    answer = emulate("RpcFunction").invoke(events.filled(events.read(name), stack.env, token))
    assert answer["statusCode"] == 200, answer
    assert json.loads(answer["body"])["ticket"]["id"] == "bannos-900001"


def test_built_rpc_says_how_it_is_and_what_it_does_not_know(emulate: Emulate) -> None:
    rpc = emulate("RpcFunction")
    assert json.loads(rpc.invoke(events.read("rpc-api-health"))["body"])["ok"] is True
    assert json.loads(rpc.invoke(events.read("rpc-edge-health"))["body"])["up"] is True
    assert rpc.invoke(events.read("rpc-unknown"))["statusCode"] == 404


def test_built_sign_in_sends_people_to_the_provider_and_gives_a_kiosk_its_code(stack: Stack, emulate: Emulate) -> None:
    auth = emulate("AuthFunction")
    event = events.read("auth-device")
    assert json.loads(auth.invoke(event)["body"])["user_code"]
    context = event["requestContext"] | {"http": {"method": "GET"}}
    answer = auth.invoke(event | {"rawPath": "/auth/login", "requestContext": context})
    assert answer["statusCode"] == 302, answer
    assert answer["headers"]["location"].startswith(stack.sso.url + "/auth?")
    assert [cookie.split("=")[0] for cookie in answer["cookies"]] == ["__Host-ordak_sign_in"]


def test_built_retry_names_the_bad_message_alone(stack: Stack, emulate: Emulate) -> None:
    answer = emulate("IngestRetryFunction").invoke(events.read("ingest-retry-batch"))
    assert answer == {"batchItemFailures": [{"itemIdentifier": "00000000-0000-4000-8000-000000000001"}]}
    assert rows(stack, SALES, 900003) == [(1,)]


def test_built_retry_runs_on_its_schedule(emulate: Emulate) -> None:
    assert emulate("IngestRetryFunction").invoke(events.read("ingest-retry-schedule")) == {"done": 0, "failed": 0}


def test_built_worker_shows_the_shop_what_can_still_be_sold(stack: Stack, emulate: Emulate) -> None:
    shop = stack.shopify.shop(stack.env["SHOPIFY_DOMAIN_BANNOS"])
    worker = emulate("InventoryWorkerFunction")

    def pushed() -> bool:
        rows(stack, "select stock.post_txn('BRW-12-SC', 'waste', -1, 'tests')")
        rows(stack, "select stock.push_stock(array['BRW-12-SC'], null)")  # and no worker is woken for it
        assert worker.invoke(events.read("inventory-wake-up")) == {"batchItemFailures": []}
        said = [json.loads(line) for line in worker.log.read_text().splitlines() if line.startswith("{")]
        shops = {line["store"]: line["outcome"] for line in said if line.get("function") == "inventory_push"}
        return shops == {"bannos": "ok", "flourlane": "ok"}

    until(pushed, "both shops were pushed to before the stack's own worker had come for it")
    [(ours,)] = rows(stack, "select stock.available('BRW-12-SC')::integer")
    assert shop.available("BRW-12-SC") == ours


def test_built_sync_takes_the_run_that_waits_and_ends_it(stack: Stack, emulate: Emulate) -> None:
    [(run_id,)] = rows(stack, "select run_id from core.begin_run('bannos', 'inventory', null, true)")
    answer = emulate("SyncFunction").invoke(events.read("sync-wake-up"))
    assert answer["batchItemFailures"] == []
    assert rows(stack, "select status::text, last_error from core.sync_runs where run_id = %s", run_id) == [
        ("done", None)
    ]


def test_built_sweeper_begins_what_is_due_and_its_wake_up_is_consumed(stack: Stack, emulate: Emulate) -> None:
    sweeper = emulate("SweeperFunction")
    begun: list[str] = []

    def sweep() -> bool:
        rows(stack, "select run_id from core.begin_run('flourlane', 'orders', null, true)")
        begun.extend(sweeper.invoke(events.read("sweeper-schedule"))["runs"])
        return bool(begun)

    until(sweep, "a run was due that the stack's own function had not begun just before")
    unfinished = "select count(*) from core.sync_runs where run_id = any (%s) and status <> 'done'"
    until(lambda: rows(stack, unfinished, begun) == [(0,)], "the stack's own function took the runs", 60)


def test_built_reporter_tells_what_a_person_has_to_look_at(stack: Stack, emulate: Emulate) -> None:
    rows(stack, "select core.alert('work_dead', 'bannos', 'of the built reporter')")
    told = emulate("ReporterFunction").invoke(events.read("reporter-schedule"))
    assert told["alerts"] >= 1
    assert "of the built reporter" in str(stack.outside.received("slack"))


def test_built_live_function_answers_a_page_and_lets_nobody_in_without_a_ticket(emulate: Emulate) -> None:
    live = emulate("LiveFunction")
    assert live.invoke(events.read("live-ping")) == {"statusCode": 200, "body": '[{"type": "pong"}]'}
    assert live.invoke(events.read("live-connect")) == {"statusCode": 403}
    assert live.invoke(events.read("live-disconnect")) == {"statusCode": 200}


def test_built_fan_out_has_nothing_to_tell_when_nobody_listens(emulate: Emulate) -> None:
    assert emulate("FanOutFunction").invoke(events.read("fan-out-wake-up")) == {"batchItemFailures": []}


def test_built_alarm_notifier_tells_slack_with_no_database(stack: Stack, emulate: Emulate) -> None:
    nobody = f"postgresql://nobody@127.0.0.1:{free_port()}/none"
    notifier = emulate("AlarmNotifierFunction", ORDAK_DATABASE_URL=nobody)
    assert notifier.invoke(events.read("alarm-notifier-sns")) == {"told": 1}
    assert "*ALARM: Work queue: rows of core.work_queue failed every try and are dead.*" in str(
        stack.outside.received("slack")
    )


def test_built_sentry_tells_of_a_failure(stack: Stack, emulate: Emulate) -> None:
    assert emulate("SentryFunction").invoke(events.read("sentry-logs")) == {"sent": 1, "dropped": 0}
    assert "c0ffee00-0000-4000-8000-000000000006" in str(stack.outside.received("sentry"))


def test_order_that_came_while_the_database_was_away_goes_through_the_queue(
    stack: Stack, emulate: Emulate, token: Callable[[], str]
) -> None:
    webhook = emulate("WebhookFunction", ORDAK_DATABASE_URL=f"postgresql://nobody@127.0.0.1:{free_port()}/none")
    event = events.filled(events.read("webhook-order"), stack.env, token)
    event["body"] = event["body"].replace("900001", "900011")
    answer = webhook.invoke(events.filled(event, stack.env, token))
    assert answer["statusCode"] == 503
    until(lambda: rows(stack, SALES, 900011) == [(1,)], "the stack's own function took it from the queue")


def test_built_migrator_makes_a_database_and_then_changes_nothing(
    emulate: Emulate, fresh_database: Mapping[str, str]
) -> None:
    migrator = emulate("MigrateFunction", **fresh_database)
    answer = migrator.invoke(events.read("migrate"))
    assert answer["ok"], answer
    assert answer["applied"][0] == "M00_core"
    with psycopg.connect(fresh_database["ORDAK_DATABASE_URL"]) as connection:
        assert connection.execute("select count(*) from core.applied_versions").fetchone() == (len(answer["applied"]),)
    assert migrator.invoke(events.read("migrate")) == {"ok": True, "applied": []}
