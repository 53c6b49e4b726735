"""Which tests are the product's, and hold for any office: they run where Hokkaido's data are taken away.

    python -m tests.product     # a copy of the checkout without them, and the product's tests in it

All others are about the transcription of Hokkaido's documents, or count figures of it. Where data/sources has
no casebook the session's mart is that of an invented prefecture (tests/offices/invented.py), and they are
skipped. product.toml lists the files, and of each the tests that name a figure of Hokkaido.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import tomllib
from functools import cache
from pathlib import Path

import pytest

_TESTS = Path(__file__).resolve().parent
_ROOT = _TESTS.parent
_SOURCES = Path("data") / "sources"
_OF_HOKKAIDO = ("hokkaido_casebook_2024", "hokkaido_subprefectures", "kamikawa_council_2025")
HAS_CASEBOOK = (_ROOT / _SOURCES / _OF_HOKKAIDO[0] / "source.toml").is_file()


@cache
def product_tests() -> dict[str, list[str]]:
    """File below tests/, without .py → the names with which its tests about Hokkaido begin."""
    listed: dict[str, list[str]] = tomllib.loads((_TESTS / "product.toml").read_text(encoding="utf-8"))
    return listed


def leave_out_transcription(items: list[pytest.Item]) -> None:
    """What is about Hokkaido is skipped where its data are not there."""
    if HAS_CASEBOOK:
        return
    for item in items:
        left_out = product_tests().get(item.path.relative_to(_TESTS).with_suffix("").as_posix())
        if left_out is None or item.name.startswith(tuple(left_out)):
            item.add_marker(pytest.mark.skip(reason="about Hokkaido's documents, which are not here"))


def main() -> int:
    """The exit code of pytest, in a copy without Hokkaido's data."""
    listed = subprocess.run(
        ["git", "-c", "core.quotepath=off", "ls-files", "-co", "--exclude-standard"],
        cwd=_ROOT, capture_output=True, encoding="utf-8", check=True,
    ).stdout.splitlines()  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="renkei-product-") as folder:
        for name in listed:
            if any(Path(name).is_relative_to(_SOURCES / source) for source in _OF_HOKKAIDO):
                continue
            if (_ROOT / name).is_file():
                target = Path(folder) / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(_ROOT / name, target)
        files = [f"tests/{name}.py" for name in product_tests()]
        call = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *sys.argv[1:], *files]
        return subprocess.run(call, cwd=folder, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
