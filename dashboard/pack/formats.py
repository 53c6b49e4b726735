"""The formats a pack can have, and the writing of them: whole or not at all.

A writer fills a path of its own below a hidden folder beside the result; only what is whole is renamed
into place. A writer may write a file or, with suffix "", a folder.
"""

from __future__ import annotations

import re
import secrets
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from dashboard import failure
from dashboard.pack.content import Pack, ReportProgress
from dashboard.pack.failed import Failed, PanelFailure, Unmade
from dashboard.pack.problems import PackError, Problem
from dashboard.pack.settings import Settings
from dashboard.text import Lang, T
from renkei.disk import flush
from renkei.near import near

Writer = Callable[[Pack, Path, ReportProgress], None]
_HIDDEN = ".renkei-pack-"
_STALE_SECONDS = 24 * 3600
# what Windows allows in no file's name
_UNSAFE = re.compile(r'[\\/:*?"<>|\s]+')
_LONGEST = 60


@dataclass(frozen=True)
class Format:
    """`module` holds `write(pack, path, told)`, loaded when it is asked for; `suffix` names the file.

    `per_language`: one file for each language of the pack; else one file holds what it needs.
    """

    name: str
    module: str
    suffix: str
    per_language: bool
    label: T

    @property
    def write(self) -> Writer:
        writer: Writer = import_module(self.module).write
        return writer

    def check(self, settings: Settings) -> None:
        """What the module's own `check(settings)` says, where it has one. Raises PackError."""
        check = getattr(import_module(self.module), "check", None)
        if check is not None:
            check(settings)


# A new format is one line here and one module with `write`.
FORMATS: dict[str, Format] = {
    made.name: made
    for made in (
        Format(
            "pptx", "dashboard.pack.slides", ".pptx", True, T("スライド（PowerPoint）", "Slides (PowerPoint)")
        ),
        Format(
            "xlsx", "dashboard.pack.workbook", ".xlsx", True, T("ワークブック（Excel）", "Workbook (Excel)")
        ),
        Format("pdf", "dashboard.pack.handout", ".pdf", True, T("配布資料（PDF）", "Handout (PDF)")),
        Format("html", "dashboard.pack.page", ".html", False, T("単体で開くHTML", "Offline HTML")),
        Format("csv", "dashboard.pack.csv_tables", "", True, T("CSV（図ごと）", "CSV, one per panel")),
        Format(
            "parquet",
            "dashboard.pack.parquet_tables",
            "",
            True,
            T("Parquet（図ごと）", "Parquet, one per panel"),
        ),
    )
}


@dataclass(frozen=True)
class Made:
    """How one file came out: `path` where it is whole, else why it is not."""

    format: Format
    lang: Lang
    path: Path | None
    why: T | None = None
    failed: Sequence[Failed] = ()  # panels that say in this file that they cannot be shown


def formats_named(names: Sequence[str]) -> tuple[Format, ...]:
    """The formats of these names. Raises PackError."""
    told = ", ".join(FORMATS)
    wrong = [
        Problem("formats", name, T(f"{told} のどれか", f"one of {told}"), near(name, FORMATS))
        for name in names
        if name not in FORMATS
    ]
    if wrong:
        raise PackError(*wrong)
    return tuple(FORMATS[name] for name in dict.fromkeys(names))


def file_name(settings: Settings, made: Format, lang: Lang) -> str:
    """20260210_令和7年度第1回推進会議.pptx; _en before the dot where the file is in English."""
    tail = f"_{lang}" if made.per_language and lang != "ja" else ""
    folder = f"_{made.name}" if not made.suffix else ""
    return f"{stem(settings)}{tail}{folder}{made.suffix}"


def stem(settings: Settings) -> str:
    """20260210_令和7年度第1回推進会議: what every file of a pack is called; of no meeting, `pack`."""
    meeting = _UNSAFE.sub("_", settings.meeting).strip("._")[:_LONGEST]
    day = f"{settings.date:%Y%m%d}_" if settings.date else ""
    return f"{day}{meeting or 'pack'}"


def place_in(out: Path) -> Path:
    """What a hidden folder below `out` will be called: known before it is there, so that it can be removed
    at whatever instant a run is ended."""
    return out / f"{_HIDDEN}{secrets.token_hex(6)}"


def folder_for(out: Path, held: Path | None = None) -> Path:
    """A hidden folder below `out`, which is made where there is none. Raises PackError."""
    held = held or place_in(out)
    try:
        out.mkdir(parents=True, exist_ok=True)
        _sweep(out)
        held.mkdir(mode=0o700)
        return held
    except OSError as error:
        why = T(
            f"このフォルダに書き込めない（{error.strerror}）",
            f"this folder cannot be written ({error.strerror})",
        )
        raise PackError(Problem("out", str(out), why)) from error


def work(settings: Settings) -> list[tuple[Format, Lang]]:
    """Which files there will be: every format in every language it is made for."""
    return [
        (made, lang)
        for made in formats_named(settings.formats)
        for lang in (settings.languages if made.per_language else settings.languages[:1])
    ]


def write(pack: Pack, made: Format, held: Path, out: Path, progress: ReportProgress) -> Made:
    """One file of a pack: written below `held`, renamed into `out` once it is whole.

    A panel that the writer cannot write is one that says so: the file is written once more with it.
    """
    name = file_name(pack.settings, made, pack.lang)
    part, target = held / name, out / name
    try:
        pack = _written(pack, made, part, progress)
        _flush(part)
        _replace(part, target)
    except Unmade as unmade:
        return Made(made, pack.lang, None, unmade.reason)
    except OSError as error:
        return Made(made, pack.lang, None, _cannot(error))
    except Exception as error:
        number = failure.note(f"pack, {made.name}", error)
        return Made(made, pack.lang, None, failure.text(number, "file"))
    finally:
        _remove(part)
    return Made(made, pack.lang, target, failed=pack.failed)


def _written(pack: Pack, made: Format, part: Path, progress: ReportProgress) -> Pack:
    """The pack as the file shows it. Ends, since each round takes one panel more out."""
    while True:
        try:
            made.write(pack, part, progress)
            return pack
        except PanelFailure as failed:
            cause = failed.__cause__ or failed
            pack = pack.without(
                failed.panel_id, failure.note(f"pack, {made.name}, panel {failed.panel_id}", cause)
            )
            _remove(part)


def _cannot(error: OSError) -> T:
    reason = error.strerror or str(error)
    return T(
        f"書き込めない（{reason}）。途中のものは残していない",
        f"it cannot be written ({reason}); no part is left",
    )


def _flush(path: Path) -> None:
    for file in [path] if path.is_file() else path.rglob("*"):
        if file.is_file():
            flush(file)


def _replace(part: Path, target: Path) -> None:
    """A file takes the place of the earlier one at once; a folder once that one is moved aside."""
    if part.is_dir() and target.exists():
        aside = part.with_name(part.name + ".old")
        target.rename(aside)
        part.rename(target)
        _remove(aside)
    else:
        part.replace(target)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _sweep(out: Path) -> None:
    """What a killed run left a day ago."""
    for folder in out.glob(f"{_HIDDEN}*"):
        if time.time() - folder.stat().st_mtime > _STALE_SECONDS:
            _remove(folder)
