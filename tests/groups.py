"""Groups of processes, as the system lists them: what Ctrl-C reaches, and what must not stay behind."""

import subprocess
import time


def of_group(group: int) -> list[str]:
    """Return the processes of a group that have not ended."""
    listed = subprocess.run(["ps", "-A", "-ww", "-o", "pgid=", "-o", "stat=", "-o", "args="], capture_output=True, text=True, check=True).stdout
    return [line for line in listed.splitlines() if line.split()[0] == str(group) and not line.split()[1].startswith("Z")]


def wait_until_alone(group: int) -> None:
    """Wait until a group has no processes; that takes a moment, but no more than ten seconds."""
    for _ in range(200):
        if not of_group(group):
            return
        time.sleep(0.05)
    raise AssertionError(of_group(group))
