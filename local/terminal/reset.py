"""`make reset`: forgets everything the local stack has kept."""

import shutil
import sys

from local.servers.processes import StackError
from local.state import STATE, held


def main() -> int:
    """Remove .local, unless a stack runs from it."""
    try:
        with held(STATE):
            shutil.rmtree(STATE)
    except StackError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
