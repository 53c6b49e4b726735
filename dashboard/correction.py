"""Which corrections of a document concern a transcribed row: told where a figure comes from.

A correction of one cell stands in the row's own note (etl keeps both readings there). The others name
a place of the document: 南空知圏域｜実施事業（概要）｜連携する具体的事項, 各地域の頁｜…, or a heading above.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.mart import Build, Row
from dashboard.selects import select
from dashboard.text import Lang

_ALL = select("origin/corrections")
_EVERY_REGION = "各地域の頁"


def concerns(place: str, ref: str) -> bool:
    """Whether what a correction says of `place` holds for a row that stands at `ref`."""
    wanted, found = _parts(place), _parts(ref)
    if wanted[:1] == [_EVERY_REGION]:
        # said of every region's page: the headings below it must be the row's
        wanted, found = wanted[1:], found[1:]
    return bool(wanted) and wanted == found[: len(wanted)]


def correction_notes(build: Build, source_id: str, ref: str, lang: Lang) -> str:
    """「印字」→「採った読み」（理由） of every correction that concerns the row, or nothing."""
    rows = [row for row in build.query(_ALL) if row["source_id"] == source_id]
    return _joined([row for row in rows if concerns(row["place"], ref)], lang)


def _joined(rows: Sequence[Row], lang: Lang) -> str:
    if lang == "ja":
        return "／".join(f"「{r['printed']}」→「{r['taken']}」（{r['reason']}）" for r in rows)
    return "; ".join(f"{r['printed']} → {r['taken']} ({r['reason_en']})" for r in rows)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split("｜")] if text else []
