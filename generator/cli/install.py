"""What `make` runs first: installs the packages of a lock with pip, and says how far it is.

The standard library only.
"""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

from generator.findings.shown import shown_block
from generator.site.progress import Meter, Progress, Step

_PINNED = re.compile(r"^([\w.-]+)==([^\s;\\]+)", re.MULTILINE)
_FETCHED = re.compile(r"Collecting (?P<name>[\w.-]+)|Processing \S*/(?P<file>\w+)-")


def wanted(lock: str) -> int:
    """How many of the packages that a lock pins are not installed."""
    return sum(_installed(name) != version for name, version in _PINNED.findall(lock))


def _installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def install(lock: Path, progress: Progress) -> int:
    """Install what a lock pins, with its hashes.

    Gives pip's exit code; what pip said is shown where that is not 0.
    """
    total, number = wanted(lock.read_text("utf-8")), 0
    command = [sys.executable, "-m", "pip", "install", "--require-hashes", "-r", str(lock)]
    output = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:  # noqa: S603 - nothing of it is data
        assert pip.stdout
        for line in pip.stdout:
            output.append(line)
            if fetched := _FETCHED.match(line):
                number += 1
                progress(
                    Step("fetching packages", number, max(number, total), fetched["name"] or fetched["file"])
                )
            elif line.startswith("Installing collected packages"):
                progress(Step("installing packages"))
    if pip.returncode:
        sys.stderr.write("\n" + shown_block("".join(output)))
    return pip.returncode


def main() -> None:
    """Install the lock that is named."""
    meter = Meter()
    code = install(Path(sys.argv[1]), meter)
    meter.clear()
    sys.exit(code)


if __name__ == "__main__":
    main()
