"""Random sequences of a state machine's rules, the same ones each time."""

from collections import Counter
from typing import Protocol, cast

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

_MANY = 10  # sequences in which everything has to happen: in each ten of them once


class Counting(Protocol):
    """A machine that counts what has happened in its sequences."""

    happened: Counter[str]


def run_sequences(machine: type[RuleBasedStateMachine], share: int, sequences: int, steps: int) -> None:
    """Run so many sequences; many of them fail where something that the machine counts has not happened in them."""
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
    missing = [what for what, times in happened.items() if times < sequences // _MANY]
    assert missing == [], happened
