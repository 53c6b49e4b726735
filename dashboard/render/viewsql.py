"""What stands behind an analyst's view: its select, and where each column comes from, as a table:
view → kpi → table → document."""

from __future__ import annotations

from html import escape

from dashboard import analyst
from dashboard.mart import Build
from dashboard.panel import citations
from dashboard.render.html import table
from dashboard.text import Lang, word


def view_sql(build: Build, name: str, lang: Lang) -> str:
    """The select as its author wrote it, and the sources of its columns."""
    select = escape(analyst.selects(build)[name])
    # it scrolls, so the keyboard reaches it, in every browser, and it says what it is
    code = f'<pre class="rb-code" tabindex="0" role="region" aria-label="SQL: views.{escape(name)}">'
    return f"{code}<code>{select}</code></pre>{columns_from(build, name, lang)}"


def columns_from(build: Build, name: str, lang: Lang) -> str:
    """Empty for a view whose columns could not be traced."""
    told = analyst.lineage(build, name)
    if not told:
        return ""
    labels = analyst.labels(build, name, lang)
    ids = sorted({source for item in told.values() for source in item["sources"]})
    titles = {item.source_id: item.title for item in citations(build, ids, lang)}
    rows = [
        (
            f"{labels[column]}（{column}）" if lang == "ja" else f"{labels[column]} ({column})",
            ", ".join(item["reads"]) or word("analyst.lineage_none", lang),
            ", ".join(item["tables"]),
            ("／" if lang == "ja" else "; ").join(titles[source] for source in item["sources"]),
        )
        for column, item in told.items()
    ]
    heads = [word(f"analyst.lineage_{key}", lang) for key in ("column", "reads", "tables", "sources")]
    title = f"{word('analyst.lineage', lang)}: views.{name}"
    note = f'<p class="rb-source">{escape(word("analyst.lineage_note", lang))}</p>'
    return table(heads, rows, [False] * len(heads), title, lang=lang) + note
