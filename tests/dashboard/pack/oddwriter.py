"""A writer that fails at panels, also at those that only say that they cannot be shown."""

from __future__ import annotations

from pathlib import Path

from dashboard.pack.content import Pack, ReportProgress
from dashboard.pack.failed import writing


def write(pack: Pack, path: Path, progress: ReportProgress) -> None:
    for data in pack.panels:
        with writing(data):
            raise LookupError(data.panel.panel_id)
