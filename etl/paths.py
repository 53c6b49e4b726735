"""Where things lie. One object is handed through the run, so that tests can point it at a copy."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Paths:
    """The project's folders. `root` holds board.toml, data/ and sql/.

    With `samples` surveys are those of data/samples/, built into a mart of their own (make demo).
    """

    root: Path
    samples: bool = False

    @property
    def sources(self) -> Path:
        return self.root / "data" / "sources"

    @property
    def sql(self) -> Path:
        return self.root / "sql"

    @property
    def surveys(self) -> Path:
        return self.root / "data" / ("samples/surveys" if self.samples else "surveys")

    def survey(self, name: str) -> Path | None:
        """The folder of a survey: a real one, or the sample of this name."""
        for kind in ("surveys", "samples/surveys"):
            folder = self.root / "data" / kind / name
            if (folder / "survey.toml").is_file():
                return folder
        return None

    @property
    def mart(self) -> Path:
        return self.root / "data" / ("samples/mart" if self.samples else "mart")

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
    def log(self) -> Path:
        """One JSON line per run; the board shows the last ones."""
        return self.mart / "log.jsonl"

    @property
    def settings_file(self) -> Path:
        return self.root / "board.toml"

    def settings(self) -> dict[str, Any]:
        if not self.settings_file.exists():
            return {}
        return tomllib.loads(self.settings_file.read_text(encoding="utf-8"))


def project_paths() -> Paths:
    """The checkout this package lies in."""
    return Paths(Path(__file__).resolve().parent.parent)
