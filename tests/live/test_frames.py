"""What a page is sent: what concerns it, in order, in frames that API Gateway takes."""

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frames import LARGEST, frames

STORES = ("bannos", "flourlane")
MESSAGES = st.lists(
    st.fixed_dictionaries(
        {
            "type": st.sampled_from(["order:updated", "inventory:low"]),
            "store": st.sampled_from(STORES),
            "id": st.text(max_size=300),
            "audiences": st.sampled_from([["staff"], ["staff", "member"]]),
        }
    ),
    max_size=400,
)


@given(MESSAGES, st.sets(st.sampled_from(STORES)), st.sampled_from(["staff", "member"]))
def test_a_page_is_sent_what_concerns_it_in_order_and_in_frames_that_are_taken(
    messages: list[dict[str, Any]], stores: set[str], audience: str
) -> None:
    sent = frames(messages, stores, audience)
    assert all(len(frame) <= LARGEST for frame in sent)
    assert [message for frame in sent for message in json.loads(frame)] == [
        {name: value for name, value in message.items() if name != "audiences"}
        for message in messages
        if message["store"] in stores and audience in message["audiences"]
    ]
    # No more frames than needed: any two that follow each other are too large for one.
    assert all(len(one) + len(two) > LARGEST for one, two in pairwise(sent))


@pytest.mark.parametrize(("over", "sizes"), [(0, [LARGEST]), (1, [LARGEST // 2, LARGEST // 2 + 1])])
def test_a_frame_is_filled_to_the_last_byte_and_no_further(over: int, sizes: list[int]) -> None:
    bare = {"store": "bannos", "audiences": ["staff"]}
    [empty] = frames([{**bare, "id": ""}], ["bannos"], "staff")
    half = LARGEST // 2 - len(empty)  # each alone fills half a frame, its brackets as wide as the comma between them
    two = [{**bare, "id": "x" * (half + more)} for more in (0, over)]
    assert [len(frame) for frame in frames(two, ["bannos"], "staff")] == sizes
