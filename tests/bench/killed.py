"""python tests/bench/killed.py N FILE -- ARGUMENTS: `python -m etl ARGUMENTS`, killed by itself (kill -9)
before the N-th operation on files that follows the first opening of a file called FILE for writing.

With N = 0 nothing is killed; the number of operations is printed on stderr at the end.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
from pathlib import Path
from typing import Any

_WATCHED = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree", "os.truncate"}
count = 0


def writes(path: Any, mode: Any, flags: Any, name: str) -> bool:
    """Whether this is an opening for writing of the file, or of the one that will be put in its place."""
    writing = "w" in mode if isinstance(mode, str) else bool(isinstance(flags, int) and flags & os.O_WRONLY)
    return writing and Path(str(path)).name.strip(".").startswith(name)


def main() -> None:
    number, name = int(sys.argv[1]), sys.argv[2]

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        global count
        if event not in _WATCHED:
            return
        begun = count > 0
        if not begun and event == "open":
            begun = writes(*(*arguments, None, None)[:3], name)
        if begun:
            count += 1
            if count == number:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.argv = ["etl", *sys.argv[sys.argv.index("--") + 1 :]]
    sys.path.insert(0, str(Path.cwd()))
    sys.addaudithook(hook)
    try:
        runpy.run_module("etl", run_name="__main__", alter_sys=True)
    finally:
        if number == 0:
            print(f"operations {count}", file=sys.stderr)


if __name__ == "__main__":
    main()
