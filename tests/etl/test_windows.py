"""What differs on Windows, where there is none to run on: its rules for open files, and its console.

The rules are those of its C library: `_commit` refuses a handle that cannot write, a folder cannot be
opened, and a file that somebody reads cannot be replaced. A console of cp932 is a real process with
that encoding.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from etl import refresh
from etl.build import fingerprint, publish
from etl.paths import Paths
from tests.conftest import ROOT, Mart, quiet
from tests.etl.helpers import add, casebook, swap
from tests.long import some

if sys.platform == "win32":
    pytest.skip("there these rules hold by themselves", allow_module_level=True)


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """os.fsync, os.open and os.replace as Windows has them."""
    sync, open_, replace = os.fsync, os.open, os.replace

    def fsync(handle: int) -> None:
        if fcntl.fcntl(handle, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
            raise OSError(errno.EBADF, "Bad file descriptor")
        sync(handle)

    def opened(path: Any, flags: int, *more: Any, **named: Any) -> int:
        if os.path.isdir(path):  # noqa: PTH112 (a path of any kind)
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return open_(path, flags, *more, **named)

    def replaced(source: Any, target: Any, **named: Any) -> None:
        if os.path.isfile(target) and str(Path(target).resolve()) in _open():  # noqa: PTH113
            raise PermissionError(errno.EACCES, "Access is denied", str(target))
        replace(source, target, **named)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "open", opened)
    monkeypatch.setattr(os, "replace", replaced)


def _open() -> set[str]:
    """The files this process has open."""
    found = set()
    for handle in Path("/proc/self/fd").iterdir():
        try:
            found.add(os.readlink(handle))  # noqa: PTH115 (a pipe's target is no path)
        except OSError:
            continue
    return found


def live_id(paths: Paths) -> str:
    live = fingerprint.live_manifest(paths)
    assert live is not None
    return str(live["build_id"])


def test_a_first_build_and_the_next_are_published(windows: None, mart: Mart, tmp_path: Path) -> None:
    without = shutil.ignore_patterns("mart")
    paths = Paths(Path(shutil.copytree(mart.paths.root, tmp_path / "new", ignore=without)))
    assert refresh.run(paths, quiet).result == "published"
    first = live_id(paths)
    # a table that stays as it was is a second name of the same file
    add(casebook(paths, "recruitment.csv"), "nishimonbetsu,令和5年度,midwife,採用実績,1,次の資料,\n")
    assert refresh.run(paths, quiet).result == "published"
    assert live_id(paths) != first


def test_a_pointer_that_is_being_read_is_replaced_a_moment_later(windows: None, tmp_path: Path) -> None:
    pointer = tmp_path / "current.json"
    publish.replace_json(pointer, {"build_id": "one"})
    reader = pointer.open(encoding="utf-8")
    closing = threading.Timer(0.2, reader.close)
    closing.start()
    publish.replace_json(pointer, {"build_id": "two"})
    closing.join()
    assert json.loads(pointer.read_text(encoding="utf-8")) == {"build_id": "two"}


def test_a_pointer_that_stays_open_is_an_error_of_the_disk_soon(windows: None, tmp_path: Path) -> None:
    pointer = tmp_path / "current.json"
    publish.replace_json(pointer, {"build_id": "one"})
    started = time.monotonic()
    with pointer.open(encoding="utf-8"), pytest.raises(PermissionError):
        publish.replace_json(pointer, {"build_id": "two"})
    assert time.monotonic() - started < 5
    assert json.loads(pointer.read_text(encoding="utf-8")) == {"build_id": "one"}


# not in cp932: a minus of mathematics, a wave dash, a long dash, a square, a rare character, a picture
STRANGE = "−〜—²𠮷🎉é"


def on_cp932(
    module: str, *arguments: str, cwd: Path = ROOT, **env: str
) -> subprocess.CompletedProcess[bytes]:
    """`python -m …` with its output as a Japanese Windows has it."""
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "cp932", "PYTHONUTF8": "0", "COLUMNS": "120", **env},
        capture_output=True,
        timeout=180,
        check=False,
    )


def messages(done: subprocess.CompletedProcess[bytes]) -> str:
    """Everything it said, which must be whole and in cp932."""
    said = (done.stdout + done.stderr).decode("cp932")
    assert "Traceback" not in said, said[-2000:]
    assert "UnicodeEncodeError" not in said, said[-2000:]
    return said


@pytest.fixture(scope="module")
def strange(small_past: Path, tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """A project with a past whose input has such characters, and a fault in each of three files."""
    paths = Paths(Path(shutil.copytree(small_past, tmp_path_factory.mktemp("cp932") / "project")))
    swap(casebook(paths, "disbursements.csv"), '"8,200"', f'"{STRANGE}"')
    add(casebook(paths, "recruitment.csv"), f"nishimonbetsu,{STRANGE},midwife,採用実績,1,次の資料,\n")
    (paths.sources / "census_1980_2020" / f"memo{STRANGE}.csv").write_text(
        f"団体名,人数\n{STRANGE},12\n", encoding="utf-8"
    )
    view = paths.sql / "views" / "strange.sql"
    view.write_text(f"select '{STRANGE}' as \"{STRANGE}\", 1 +\n", encoding="utf-8")
    return paths


def test_the_list_of_faults_is_told_to_its_end(strange: Paths) -> None:
    done = on_cp932("etl", "refresh", "--root", str(strange.root))
    said = messages(done)
    assert done.returncode == 1
    # what has a likeness in cp932 is shown by it, the rest by the mark of a missing letter
    assert "－～―2〓〓e" in said
    assert "recruitment.csv" in said
    assert "memo" in said
    assert "公開版はそのままです" in said
    assert "The live build is untouched." in said


COMMANDS = [
    ("status",),
    ("status", "--json"),
    ("builds",),
    ("builds", "--json"),
    ("diff", "{0}", "{1}"),
    ("diff", "{0}", "{1}", "--json"),
    ("pin", "{1}", "--as", STRANGE),
    ("rollback", "--to", STRANGE),
    ("prune", "--dry-run"),
    ("prune", "--keep", STRANGE),
    ("new-year", "2025", "--json"),
    ("new-year", "2025"),
    ("inspect", "{memo}"),
    ("lineage", "kpi.region_growth"),
    ("lineage", STRANGE),
    ("sql", "check"),
    ("sql", "show", "region"),
    ("sql", "show", STRANGE),
    ("sql", "new", STRANGE),
    ("survey", "new", STRANGE),
    ("survey", "forms", STRANGE),
    ("refresh", "--accept", STRANGE),
    (STRANGE,),
    ("--help",),
]

# those that print what a file holds; the others in the long run
_SHORT = (COMMANDS[1], COMMANDS[6], COMMANDS[12], COMMANDS[15], COMMANDS[16], COMMANDS[21])


@pytest.mark.parametrize("arguments", some(COMMANDS, lambda _, told: told in _SHORT), ids=" ".join)
def test_no_command_dies_of_a_letter_its_console_lacks(strange: Paths, arguments: tuple[str, ...]) -> None:
    builds = sorted(path.name for path in strange.builds.glob("2*"))
    memo = next(strange.sources.glob("*/memo*.csv"))
    chosen = [text.replace("{memo}", str(memo)).format(*builds) for text in arguments]
    root = () if chosen[-1] in ("--help", STRANGE) and len(chosen) == 1 else ("--root", str(strange.root))
    done = on_cp932("etl", *chosen, *root)
    said = messages(done)
    assert said.strip()
    if "--json" in chosen and done.returncode == 0:
        json.loads(done.stdout.decode("ascii"))  # JSON that any program reads, whatever the console


@pytest.mark.parametrize(
    "arguments", [("--help",), ("pack", "--list"), ("pack", "--meeting", STRANGE, "--pages", STRANGE)]
)
def test_the_board_s_commands_neither(strange: Paths, arguments: tuple[str, ...]) -> None:
    done = on_cp932("dashboard", *arguments, RENKEI_MART=str(strange.mart))
    assert messages(done).strip()
