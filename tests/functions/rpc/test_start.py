"""What a start of rpc does not do before the first request."""

import subprocess
import sys

from local.state import ROOT

BUILT = """
from ordak.contract.generated import RPCS
built = lambda: {name for name, model in RPCS.items() if model.__pydantic_complete__}
assert len(RPCS) > 50 and built() == set(), built()
RPCS["complete_filling"].model_validate({"id": "bannos-1001"})
assert built() == {"complete_filling"}, built()
"""


def test_a_request_model_is_built_when_it_is_first_called() -> None:
    subprocess.run([sys.executable, "-c", BUILT], cwd=ROOT / "layers/common", check=True)
