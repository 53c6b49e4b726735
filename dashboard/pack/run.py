"""Make a pack from settings: check, prepare, write every file, pin the build where the office asks for it.

One way for all callers."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboard.mart import shared_mart
from dashboard.pack import content, formats
from dashboard.pack.choice import build_of, chosen
from dashboard.pack.formats import Made
from dashboard.pack.pin import Pinned, pin
from dashboard.pack.settings import Settings
from dashboard.text import T

# one line of progress: the step in words, how far it is, of how many
Say = Callable[[T, int, int], None]
_PREPARE = T("図と数値を用意", "figures and panels")


@dataclass(frozen=True)
class Outcome:
    """Every file, whole or why not; the name under which the build is pinned, or why it has none. `pinned` is
    None where nobody was to pin it."""

    build_id: str
    made: Sequence[Made]
    pinned: Pinned | None

    @property
    def whole(self) -> bool:
        made = all(item.path is not None and not item.failed for item in self.made)
        return (self.pinned is None or self.pinned.why is None) and made


def run(settings: Settings, mart_folder: Path, out: Path, say: Say, *, pin_build: bool) -> Outcome:
    """Raises PackError before anything is written where the pack cannot be made as asked.

    `pin_build`: the meeting's name is put on the build, for everybody to see. The office's command does so;
    what a reader types on the board never does, nor a pack of no meeting.
    """
    mart = shared_mart(mart_folder)
    todo = formats.work(settings)
    build = build_of(settings, mart)
    chosen(settings, build)
    for kind, _ in todo:
        kind.check(settings)
    held = formats.place_in(out)
    try:
        formats.folder_for(out, held)
        steps = len(todo) + len(settings.languages)
        share = 100 // steps
        packs = {}
        for at, lang in enumerate(settings.languages):
            say(_PREPARE, at * share, 100)
            packs[lang] = content.make(settings, mart, lang, _part(say, _PREPARE, at * share, share))
        made = []
        for at, (kind, lang) in enumerate(todo, len(settings.languages)):
            say(kind.label, at * share, 100)
            told = _part(say, kind.label, at * share, share)
            made.append(formats.write(packs[lang], kind, held, out, told))
        pinned = None
        if pin_build and settings.meeting:
            say(T("版を会議に固定", "pinning the build"), steps * share, 100)
            pinned = pin(settings, build.build_id, mart, mart_folder)
        say(T("できた", "done"), 100, 100)
        return Outcome(build.build_id, made, pinned)
    finally:
        shutil.rmtree(held, ignore_errors=True)


def _part(say: Say, label: T, start: int, share: int) -> content.ReportProgress:
    """Progress of one step as a share of the whole."""
    return lambda done, of: say(label, start + share * done // max(of, 1), 100)
