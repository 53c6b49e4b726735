"""What every view stands on, for データと出典: view → tables → documents, analysts' columns one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dashboard import analyst
from dashboard.mart import Build
from dashboard.panel import citations
from dashboard.render.html import table
from dashboard.text import Lang, word


def views(build: Build, lang: Lang) -> tuple[str, str]:
    """(finding, table); ("", "") for a build that was made before this was kept."""
    behind: Mapping[str, Mapping[str, Sequence[str]]] = build.manifest.get("behind", {})
    if not behind:
        return "", ""
    ids = sorted({source for item in behind.values() for source in item["sources"]})
    titles = {item.source_id: item.title for item in citations(build, ids, lang)}
    title = (
        f"{len(behind)}のビューは、{len(ids)}の資料から転記した表の上に立つ"
        if lang == "ja"
        else f"{len(behind)} views stand on tables carried over from {len(ids)} documents"
    )
    heads = [word(f"analyst.lineage_{key}", lang) for key in ("column", "tables", "sources")]
    heads.insert(0, word("analyst.lineage_view", lang))
    rows = [row for view, item in sorted(behind.items()) for row in _rows(build, view, item, titles, lang)]
    return title, table(heads, rows, [False] * len(heads), title, True, lang)


def _rows(
    build: Build, view: str, item: Mapping[str, Sequence[str]], titles: Mapping[str, str], lang: Lang
) -> Iterator[tuple[str, ...]]:
    comma = "／" if lang == "ja" else "; "

    def documents(part: Mapping[str, Any]) -> str:
        return comma.join(titles[source] for source in part["sources"])

    yield view, word("analyst.lineage_all", lang), ", ".join(item["tables"]), documents(item)
    schema, name = view.split(".", 1)
    if schema == "views":
        for column, part in analyst.lineage(build, name).items():
            yield view, column, ", ".join(part["tables"]), documents(part)
