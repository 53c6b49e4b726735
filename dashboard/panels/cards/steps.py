"""Cards on what is due under the grant's guidelines."""

from __future__ import annotations

from dashboard import format as fmt
from dashboard.card import Card, missing
from dashboard.finding import counted
from dashboard.mart import Row
from dashboard.panels.cards.common import noun, pick
from dashboard.selects import select
from dashboard.text import Lang, T

_SQL = select("cards/steps")
_STEPS = (
    T("資料（{as_of}）と記録", "Document ({as_of}) and records"),
    (select("procedures/steps_rows"),),
    ("steps",),
)


def _today(row: Row, lang: Lang) -> str:
    day, inferred, unclear = fmt.date(row["today"], lang), row["passed_inferred"], row["unclear"]
    said = pick(lang, f"{day}現在", f"As of {day}")
    if inferred:
        said += pick(lang, f"、うち期日が推定のもの{inferred}", f"; due day inferred for {inferred}")
    if unclear:
        said += pick(lang, f"、ほかに判定できないもの{unclear}", f"; {unclear} more cannot be determined")
    return said


passed = Card(
    "steps_passed",
    T("期日を過ぎ記録のない手続き", "Past due without a record"),
    _SQL,
    lambda row, lang: (
        (fmt.number(row["passed"], 0, lang), noun(row["passed"], lang, "件", "step"))
        if row["steps"]
        else missing("out_of_scope", lang)
    ),
    _today,
    *_STEPS,
)


def _next(row: Row, lang: Lang) -> tuple[str, str]:
    if row["next_on"] is None:
        return missing("nobody" if row["steps"] else "out_of_scope", lang)
    return fmt.date(row["next_on"], lang), ""


def _whose(row: Row, lang: Lang) -> str:
    if row["next_on"] is None:
        return pick(lang, "期日を待つ手続きはない", "No step waits for its day")
    ja, en = ("（推定）", " (inferred)") if row["next_basis"] == "inferred" else ("", "")
    return pick(
        lang,
        f"{row['next_name']}：{row['next_step']}{ja}",
        f"{row['next_name_en']}: {row['next_step_en']}{en}",
    )


upcoming = Card("steps_next", T("次の期日", "Next due day"), _SQL, _next, _whose, *_STEPS)

rules = Card(
    "steps_rules",
    T("制度の定め", "Provisions of the scheme"),
    _SQL,
    lambda row, lang: (
        (fmt.number(row["rules"], 0, lang), noun(row["rules"], lang, "項目", "provision"))
        if row["rules"]
        else missing("out_of_scope", lang)
    ),
    lambda row, lang: (
        pick(lang, f"手続きは{row['steps']}", counted(row["steps"], "step"))
        if row["rules"]
        else pick(lang, "手続きの定めのある制度の地域ではない", "Not under a scheme with steps of its own")
    ),
    *_STEPS,
    scope="scheme",
)
