"""A disk that is full or may not be written: what was live stays, the word is clear, the next run repairs."""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dashboard.mart import Mart
from etl.build import fingerprint, history
from etl.paths import Paths
from tests.conftest import ROOT
from tests.etl.helpers import add, called, casebook, files
from tests.long import some

if sys.platform == "win32":
    pytest.skip("limits of a Unix process", allow_module_level=True)

_DROP, _OVERRIDE = 24, 1  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE: root too is held to the modes of folders


def limited(paths: Paths, before: Callable[[], object], *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command in a process that `before` has limited."""
    return subprocess.run(
        [sys.executable, "-m", "etl", *arguments, "--root", str(paths.root)],
        cwd=ROOT,
        # a module compiled anew would be cut at the limit too, and stay cut for every program after it
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=before,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def refused(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert "書き込めません" in done.stderr
    assert "cannot write" in done.stderr


def as_before(paths: Paths, before: dict[str, str]) -> None:
    """Builds and pointer are what they were; the next run publishes and leaves nothing lying about."""
    after = files(paths.mart)
    kept = {name: sha for name, sha in before.items() if name.startswith("builds/") or name == "current.json"}
    assert {name: after.get(name) for name in kept} == kept
    assert Mart(paths.mart).live().one("select count(*) as n from disbursement")["n"] == 32
    done = called(paths, "refresh")
    assert done.returncode == 0, done.stdout + done.stderr
    assert not list(paths.builds.glob(".*"))


@pytest.mark.parametrize("kibibytes", some([1, 1000, 20, 100, 5000], lambda n, _: n < 2))
def test_a_full_disk_leaves_what_was_live(three: Paths, kibibytes: int) -> None:
    """Files cannot grow past a limit: Parquet, the database, the manifest and the log meet it in turn."""
    add(casebook(three, "source.toml"), "\n# seen again\n")
    before = files(three.mart)
    size = kibibytes * 1024
    done = limited(three, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)), "refresh")
    refused(done)
    as_before(three, before)


@pytest.fixture
def small_disk(three: Paths, tmp_path: Path) -> Iterator[Paths]:
    """The same project with its mart on a disk that has room for its builds and a little more."""
    mart = tmp_path / "small" / "mart"
    mart.mkdir(parents=True)
    used = sum(p.stat().st_size for p in three.mart.rglob("*") if p.is_file())
    told = ["mount", "-t", "tmpfs", "-o", f"size={used + 3 * 2**20}", "tmpfs", str(mart)]
    if subprocess.run(told, capture_output=True, check=False).returncode:
        pytest.skip("no disk may be mounted here")
    try:
        subprocess.run(["cp", "-a", f"{three.mart}/.", str(mart)], check=True)
        three.mart.rename(tmp_path / "mart.large")
        three.mart.symlink_to(mart)
        yield three
    finally:
        subprocess.run(["umount", "--lazy", str(mart)], check=True)


def test_a_small_disk_that_fills_up_leaves_what_was_live(small_disk: Paths, tmp_path: Path) -> None:
    add(casebook(small_disk, "source.toml"), "\n# seen again\n")
    before = files(small_disk.mart)
    refused(called(small_disk, "refresh"))
    after = files(small_disk.mart)
    assert {n: after.get(n) for n in before if n.startswith("builds/")} == {
        n: sha for n, sha in before.items() if n.startswith("builds/")
    }
    first = history.stored_builds(small_disk)[-1].build_id
    assert Mart(small_disk.mart).live().build_id != first
    # room is made as the clerk would make it
    (small_disk.settings_file).write_text("[mart]\ngrace_hours = 0\n", encoding="utf-8")
    done = called(small_disk, "prune", "--keep", "0")
    assert done.returncode == 0, done.stderr
    assert first in done.stdout
    done = called(small_disk, "refresh")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def read_only(three: Paths) -> Iterator[Paths]:
    """A mart whose folders may be read and not written."""
    folders = [three.mart, three.builds]
    for folder in folders:
        folder.chmod(0o555)
    try:
        yield three
    finally:
        for folder in folders:
            folder.chmod(0o755)


def held_to_modes() -> None:
    ctypes.CDLL(None).prctl(_DROP, _OVERRIDE, 0, 0, 0)


@pytest.mark.parametrize(
    "arguments", [("refresh",), ("rollback",), ("pin", "live", "--as", "会議"), ("prune",)]
)
def test_a_read_only_folder_is_said(read_only: Paths, arguments: tuple[str, ...]) -> None:
    if arguments == ("refresh",):
        add(casebook(read_only, "source.toml"), "\n# seen again\n")
    before = files(read_only.mart)
    done = limited(read_only, held_to_modes, *arguments)
    if done.returncode == 0:
        pytest.skip("this user may write everywhere")
    refused(done)
    assert files(read_only.mart) == before
    assert fingerprint.live_manifest(read_only) is not None


def test_nothing_new_is_still_said_on_a_read_only_folder(read_only: Paths) -> None:
    done = limited(read_only, held_to_modes, "refresh")
    assert done.returncode == 0, done.stderr
    assert "nothing new" in done.stdout
