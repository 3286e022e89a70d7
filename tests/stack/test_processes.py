"""What the local servers' processes share."""

import sys
from pathlib import Path

import pytest

from local.servers.processes import OWN_PORTS, free_port, is_free


@pytest.mark.skipif(sys.platform != "linux", reason="the range is read from /proc")
def test_free_port_is_none_that_the_system_gives_to_somebody_else_meanwhile() -> None:
    lowest = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    assert OWN_PORTS.stop <= lowest
    port = free_port()
    assert port in OWN_PORTS
    assert is_free(port)
