"""Where things lie. One object is handed through the run, so that tests can point it at a copy."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from renkei import office as offices

# `share` of a source.toml: whom a source of the product is for besides the office that ships with it
SHARES = ("national", "example")


@dataclass(frozen=True)
class Paths:
    """The product's folder, and the office's.

    `root` holds sql/, the statistics of all Japan and the office that the product ships (data/).
    `office` is the folder of another office: its sources, surveys, SQL, settings and builds lie in it.
    With `samples` surveys are those of samples/, built into a mart of their own (make demo).
    """

    root: Path
    samples: bool = False
    office: Path | None = None

    @property
    def folder(self) -> Path:
        """What belongs to the office lies in it."""
        return self.office or self.root / "data"

    @property
    def sources(self) -> Path:
        return self.folder / "sources"

    def source_folders(self) -> list[Path]:
        """Folders with a source.toml, by name: the office's own, and of the product's those that say
        `share` (national, example) unless the office has one of that name or is `without` it.

        Reads no more of a source.toml than that; one that cannot be read is the reader's problem.
        Raises ValueError where the settings are no TOML.
        """
        found = {toml.parent.name: toml.parent for toml in self.sources.glob("*/source.toml")}
        if self.office is not None:
            without = self.without("without_sources")
            for toml in (self.root / "data" / "sources").glob("*/source.toml"):
                name = toml.parent.name
                if name not in found and name not in without and _share(toml) in SHARES:
                    found[name] = toml.parent
        return [found[name] for name in sorted(found)]

    @property
    def sql(self) -> Path:
        return self.root / "sql"

    @property
    def own_sql(self) -> Path | None:
        """The office's views/ and checks/, which take the place of the product's of the same name."""
        return self.office / "sql" if self.office else None

    @property
    def views(self) -> Path:
        """Where an analyst of the office drops a file."""
        return (self.own_sql or self.sql) / "views"

    @property
    def surveys(self) -> Path:
        return self.folder / ("samples/surveys" if self.samples else "surveys")

    @property
    def decisions(self) -> Path:
        """What the office's meetings decided; invented ones lie with the samples."""
        return self.folder / ("samples" if self.samples else "") / offices.DECISIONS

    def survey(self, name: str) -> Path | None:
        """The folder of a survey: a real one, or the sample of this name."""
        for kind in ("surveys", "samples/surveys"):
            folder = self.folder / kind / name
            if (folder / "survey.toml").is_file():
                return folder
        return None

    @property
    def mart(self) -> Path:
        return self.folder / ("samples/mart" if self.samples else "mart")

    @property
    def builds(self) -> Path:
        return self.mart / "builds"

    @property
    def current(self) -> Path:
        """The pointer file: {"build_id": …}. Replaced atomically, never edited."""
        return self.mart / "current.json"

    @property
    def last_run(self) -> Path:
        """What the last refresh said, for `status` and the board; rewritten by every run."""
        return self.mart / "last_run.json"

    @property
    def pruned_marks(self) -> Path:
        """Why builds were withdrawn that are no longer here, as long as a list of changes names them."""
        return self.mart / "withdrawn.json"

    @property
    def log(self) -> Path:
        """One JSON line per run; the board shows the last ones."""
        return self.mart / "log.jsonl"

    @property
    def settings_file(self) -> Path:
        return offices.settings_of(self.office, self.root)

    @property
    def begun_upgrade(self) -> Path:
        """There while an upgrade of the office's files is being written, or was interrupted."""
        return self.folder / ".upgrade" / "begun"

    def settings(self) -> dict[str, Any]:
        if not self.settings_file.exists():
            return {}
        return tomllib.loads(self.settings_file.read_text(encoding="utf-8-sig"))

    def without(self, key: str) -> list[str]:
        """[product] of office.toml: what the board brings along and this office does not want
        (`without_sources`, `without_sql`). What is no list of names is none here: settingsfile says so.
        Raises ValueError where the settings are no TOML."""
        section = self.settings().get("product") if self.office else None
        names = section.get(key) if isinstance(section, dict) else None
        return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []

    def short(self, path: Path) -> str:
        """From the folder on where a person looks for it, where it lies in one."""
        path = path.resolve()
        for base in (self.office, self.root):
            if base is not None and path.is_relative_to(base.resolve()):
                return path.relative_to(base.resolve()).as_posix()
        return str(path)

    def label(self, file: str) -> str:
        """A place as the run names it (data/sources/ID/FILE), as it lies in the office."""
        if self.office is None:
            return file
        inner = file.removeprefix("data/")
        return inner if (self.office / inner).exists() else file


def _share(toml: Path) -> str:
    try:
        return str(tomllib.loads(toml.read_text(encoding="utf-8-sig")).get("share", ""))
    except (OSError, ValueError):
        return ""


def paths_at(folder: Path) -> Paths:
    """Of an office's folder (it holds office.toml), or of a checkout of the product or its data/."""
    product = offices.product_of(folder)
    if product is not None:
        return Paths(product)
    if (folder / offices.SETTINGS).is_file():
        return Paths(offices.PRODUCT, office=folder)
    return Paths(folder)


def project_paths() -> Paths:
    """The office that RENKEI_OFFICE names, or the one that the product ships."""
    return Paths(offices.PRODUCT, office=offices.chosen())
