"""Runs a program that is told to end when its parent dies; run by its path, so it imports nothing of ours."""

import ctypes
import os
import pwd
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    """Arguments: the parent's pid, the signal to send when it is gone, a user name or "", and the command."""
    parent, ending, user, *command = sys.argv[1:]
    if user:
        entry = pwd.getpwnam(user)
        os.setgroups([])
        os.setgid(entry.pw_gid)
        os.setuid(entry.pw_uid)
    if sys.platform == "linux":
        # After setuid: a change of user clears the wish.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(ending))
        if os.getppid() != int(parent):
            sys.exit("the stack ended before this program began")
    os.execvp(command[0], command)  # noqa: S606 - no shell is wanted


main()
