"""A batch of wake-ups is done, or comes again, as one."""

from ordak.aws import wake_ups

EVENT = {"Records": [{"messageId": "first", "body": "{}"}, {"messageId": "second", "body": "no JSON"}]}
ALL = [{"itemIdentifier": "first"}, {"itemIdentifier": "second"}]


def test_wake_ups_for_finished_work_are_taken_whatever_they_say() -> None:
    assert wake_ups.answer(EVENT, finished=True) == {"batchItemFailures": []}


def test_wake_ups_for_unfinished_work_all_come_again_in_their_order_and_raise_nothing() -> None:
    assert wake_ups.answer(EVENT, finished=False) == {"batchItemFailures": ALL}
    assert wake_ups.answer(EVENT, finished=True) == {"batchItemFailures": []}  # nothing is left of the batch before


def test_unfinished_work_that_nobody_was_woken_for_is_no_failure() -> None:
    assert wake_ups.answer({}, finished=False) == {"batchItemFailures": []}
    assert wake_ups.answer({"Records": []}, finished=False) == {"batchItemFailures": []}
