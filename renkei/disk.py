"""Files that are on the disk when a command says so, and that take another's place at once.

Written for both kinds of systems: Windows flushes only what is open for writing, opens no folder, and
refuses for a moment to replace a file that somebody is reading.
"""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

# seconds between tries: a reader of a pointer or a virus scanner is done with it sooner
_PATIENCE = (0.05, 0.1, 0.2, 0.4)


def flush(path: Path) -> None:
    """The bytes of a file, or the names in a folder, are on the disk. Raises OSError."""
    folder = path.is_dir()
    if not folder and path.stat().st_nlink > 1:
        return  # a second name of a file that was flushed under its first; somebody may be reading that
    try:
        handle = os.open(path, os.O_RDONLY if folder else os.O_RDWR)
    except OSError as error:
        # Windows opens no folder; its rename is durable without
        if folder and error.errno in (errno.EACCES, errno.EISDIR):
            return
        raise
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def put_in_place(new: Path, target: Path) -> None:
    """`new` takes the name `target` in one step: readers see the old or the new. Raises OSError."""
    for seconds in _PATIENCE:
        try:
            new.replace(target)
        except PermissionError:
            time.sleep(seconds)
        else:
            return
    new.replace(target)
