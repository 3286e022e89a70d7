"""The alarm topic's subscriber: what it tells Slack, what it does not, and what becomes of what Slack does not take."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from alarm_text import alarm_text
from local.doubles.outside import Outside
from local.terminal.events import read
from ordak.database import Database
from slack_webhook import SlackError
from tests.cloudwatch import sns_event
from tests.functions.alarm_lines import nobody_there, told

EVENT = read("alarm-notifier-sns")
MESSAGE: dict[str, Any] = json.loads(EVENT["Records"][0]["Sns"]["Message"])
TOPIC = MESSAGE["AlarmActions"]


@pytest.fixture(scope="module")
def outside() -> Iterator[Outside]:
    """Slack."""
    listening = Outside()
    listening.start()
    yield listening
    listening.stop()


@pytest.fixture
def slack(outside: Outside, monkeypatch: pytest.MonkeyPatch) -> Iterator[Outside]:
    """Let Slack listen, and let whoever asks a database fail."""
    outside.forget()

    def asked(*_: object, **__: object) -> None:
        raise AssertionError("No Postgres is asked here.")

    monkeypatch.setattr(Database, "call", asked)
    with nobody_there(**outside.variables):
        yield outside


def event(**changed: object) -> dict[str, Any]:
    """Return the event with parts of its message changed."""
    return sns_event(EVENT, MESSAGE | changed)


def texts(slack: Outside) -> list[str]:
    return [message["text"] for message in slack.received("slack")]


def test_an_alarm_is_told_with_its_words_its_name_and_where_to_read_on(slack: Outside) -> None:
    assert told(EVENT) == 1
    assert texts(slack) == [
        "*ALARM: Work queue: rows of core.work_queue failed every try and are dead.*\n• ordak-dev-WorkDead-0123456789AB\n→ docs/runbook.md: work-dead."
    ]


@pytest.mark.parametrize(
    "how", [{"kind": "status", "status": 500}, {"kind": "status", "status": 429}, {"kind": "reset before"}]
)
def test_what_slack_does_not_take_is_an_error_of_the_function_and_comes_again(slack: Outside, how: Any) -> None:
    slack.fail("slack", **how)
    with pytest.raises(SlackError):
        told(EVENT)
    assert texts(slack) == []
    assert told(EVENT) == 1
    assert len(texts(slack)) == 1


def test_without_slack_nothing_is_told_and_nothing_fails(slack: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_WEBHOOK_URL", "")
    assert told(EVENT) == 0
    assert slack.calls_to("slack") == []


@pytest.mark.parametrize(
    ("changed", "heading"),
    [
        ({"NewStateValue": "OK", "OldStateValue": "ALARM"}, "Over"),
        ({"NewStateValue": "OK", "OldStateValue": "INSUFFICIENT_DATA"}, None),
        ({"NewStateValue": "ALARM", "OldStateValue": "INSUFFICIENT_DATA"}, "ALARM"),
        ({"NewStateValue": "INSUFFICIENT_DATA", "OldStateValue": "OK", "InsufficientDataActions": TOPIC}, "ALARM"),
        (
            {"NewStateValue": "OK", "OldStateValue": "INSUFFICIENT_DATA", "InsufficientDataActions": TOPIC},
            "Data again",
        ),
        (
            {
                "NewStateValue": "OK",
                "OldStateValue": "INSUFFICIENT_DATA",
                "InsufficientDataActions": TOPIC,
                "AlarmConfigurationUpdatedTimestamp": "2026-11-21T12:00:00.000+0000",
            },
            None,
        ),
    ],
)
def test_a_change_of_state_is_told_as_what_it_means(
    slack: Outside, changed: dict[str, Any], heading: str | None
) -> None:
    assert told(event(**changed)) == (heading is not None)
    assert [text.split(":")[0] for text in texts(slack)] == ([] if heading is None else [f"*{heading}"])


def test_what_is_no_alarm_is_told_as_such() -> None:
    for message in ("try <!channel>", "[]", '{"AlarmName": 1}'):
        text = alarm_text(message)
        assert text is not None
        assert text.startswith("*A message on the alarm topic that is no alarm*\n• ")
        assert "<!" not in text


def test_a_description_is_told_whole_and_obeyed_by_nobody() -> None:
    words = "set_setting <!channel> *bold* " + "long " * 100
    text = alarm_text(json.dumps(MESSAGE | {"AlarmDescription": f"{words}docs/runbook.md#work-dead"}))
    assert text is not None
    assert "set_setting &lt;!channel&gt;  bold  " + ("long " * 100).strip() in text
    assert text.count("*") == 2
