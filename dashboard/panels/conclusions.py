"""概況: the sentences that it opens with, the weightiest first (docs/design/ui.md, Conclusions)."""

from __future__ import annotations

from dashboard import format as fmt
from dashboard.conclusion import Conclusion
from dashboard.finding import counted, summed
from dashboard.mart import Row
from dashboard.panel import Rows
from dashboard.panels import projected
from dashboard.panels.grant_standing import change, ending, grant_standing, unused
from dashboard.panels.grant_year import grants_of_year
from dashboard.panels.population import population_outlook
from dashboard.panels.population_small import small, small_towns
from dashboard.selects import select
from dashboard.text import Lang


def _overdue(rows: Rows, lang: Lang) -> str:
    """A fiscal year that is over, while what was paid in it is not entered: the first of them."""
    row = rows[0]
    year = fmt.fiscal_year(row["fiscal_year"], lang, short=True)
    read = fmt.date(row["read_on"], lang)
    waiting = ("、" if lang == "ja" else ", ").join(_waiting(row, lang))
    if lang == "ja":
        whose = f"{row['name']}の" if row["region_count"] == 1 else ""
        return f"{year}は終わったが、{whose}実績が未入力：{waiting}（{read}現在）"
    whose = f" of {row['name_en']}" if row["region_count"] == 1 else ""
    return f"{year} is over, its grants{whose} not entered ({read}): {waiting}"


def _waiting(row: Row, lang: Lang) -> list[str]:
    """What stands there instead: planned amounts with how many regions, and undecided ones."""
    said = []
    if row["planned_count"] and row["planned_yen"] is not None:
        amount = fmt.amount(row["planned_yen"], lang)
        several = summed(row["scheme_count"], lang, row["payer_count"])
        said.append(
            f"見込のまま{row['planned_count']}地域・{amount}{several}"
            if lang == "ja"
            else f"{amount} only planned for {counted(row['planned_count'], 'region')}{several}"
        )
    if row["undecided_count"]:
        said.append(
            f"未定のまま{row['undecided_count']}地域"
            if lang == "ja"
            else f"undecided for {counted(row['undecided_count'], 'region')}"
        )
    return said


# what weighs more than what changed since the last meeting, which the page adds (dashboard/pages/meetings.py)
BEFORE_MEETING = ("overdue", "ending", "unused")
CONCLUSIONS = (
    Conclusion(
        "overdue",
        select("overview/overdue"),
        _overdue,
        grants_of_year,
        year=lambda rows: int(rows[0]["fiscal_year"]),
    ),
    Conclusion("ending", grant_standing.sql, ending, grant_standing),
    Conclusion("unused", grant_standing.sql, unused, grant_standing),
    Conclusion("projection", projected.DIFFERENCE.sql, projected.DIFFERENCE.sentence, population_outlook),
    Conclusion("change", grant_standing.sql, change, grant_standing),
    Conclusion("small", small_towns.sql, small, small_towns),
)
