"""Cards on fields and projects."""

from __future__ import annotations

from dashboard import format as fmt
from dashboard.card import Card, Change, missing
from dashboard.panel import Rows
from dashboard.panels.cards.common import FIELDS, noun, pick
from dashboard.panels.cards.common import WORK as OF_WORK
from dashboard.selects import select
from dashboard.text import Lang, T

WORK = select("cards/work")


def _changed(rows: Rows, lang: Lang) -> str:
    row = rows[0]
    before, last = (fmt.fiscal_year(year, lang, short=True) for year in (row["year"] - 1, row["year"]))
    return pick(
        lang,
        f"両年度に記載のある{row['told']}事業では{before}の{row['active_before']}から{last}の{row['active']}",
        f"with an entry for both years ({row['told']}): {row['active_before']} in {before}, "
        f"{row['active']} in {last}",
    )


active = Card(
    "active",
    T("実施した事業", "Active projects"),
    WORK,
    lambda row, lang: (
        missing("not_marked", lang)
        if row["year"] is None
        else (
            fmt.number(row["active"], 0, lang),
            f"{noun(row['active'], lang, '事業', 'project')}"
            + pick(
                lang,
                f"（{fmt.fiscal_year(row['year'], lang, short=True)}）",
                f" ({fmt.fiscal_year(row['year'], lang)})",
            ),
        )
    ),
    lambda row, lang: pick(
        lang, f"資料に載るのは{row['projects']}事業", f"Of {row['projects']} in the document"
    ),
    *OF_WORK,
    yearly=True,
    change=Change(select("cards/work_change"), _changed),
)


fields = Card(
    "fields",
    T("取り組む分野", "Policy fields covered"),
    WORK,
    lambda row, lang: (fmt.number(row["fields"], 0, lang), noun(row["fields"], lang, "分野", "field")),
    lambda row, lang: pick(
        lang, f"分野の一覧の{row['all_fields']}分野のうち", f"Of the {row['all_fields']} listed"
    ),
    *FIELDS,
)


idle = Card(
    "idle",
    T("取組のない年度（－）", "Years without activity"),
    WORK,
    lambda row, lang: (
        fmt.number(row["idle"], 0, lang),
        noun(row["idle"], lang, "事業・年度", "project-year"),
    ),
    lambda row, lang: pick(
        lang,
        f"資料に載る{row['project_years']}の事業・年度のうち",
        f"Of {row['project_years']} in the document",
    ),
    *OF_WORK,
)
