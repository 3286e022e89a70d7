"""Random sequences of a state machine's rules, the same ones each time."""

from collections import Counter
from collections.abc import Collection
from typing import Protocol, cast

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

_MANY = 25  # sequences in which everything has to happen: in each so many of them once


class Counting(Protocol):
    """A machine that counts what has happened in its sequences."""

    happened: Counter[str]


def run_sequences(
    machine: type[RuleBasedStateMachine], share: int, sequences: int, steps: int, always: Collection[str]
) -> None:
    """Run so many sequences; they fail where something has not happened: these always, in many what else is counted too."""
    happened = cast("Counting", machine).happened = Counter()
    run_state_machine_as_test(
        seed(share + 1)(machine),
        settings=settings(
            max_examples=sequences,
            stateful_step_count=steps,
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        ),
    )
    least = dict.fromkeys(happened, sequences // _MANY) | dict.fromkeys(always, 1)
    missing = [what for what, times in least.items() if happened[what] < times]
    assert missing == [], happened
