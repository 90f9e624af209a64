"""Two folders in each other's place in one step, where the system can: nobody ever sees neither."""

from __future__ import annotations

import ctypes
import errno
import os
from pathlib import Path

_HERE = -100
_EXCHANGE = 2
_CANNOT = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM})
"""What a system answers that does not know how; some sandboxes forbid calls that they do not know."""


def exchange(one: Path, other: Path) -> bool:
    """Exchange two places of one file system (`renameat2` of Linux). Gives False where that cannot be done.

    Nothing is changed then. Raises `OSError`.
    """
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):  # another C library, or another system
        return False
    places = (_HERE, os.fsencode(one), _HERE, os.fsencode(other))
    if renameat2(*places, _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(other))
