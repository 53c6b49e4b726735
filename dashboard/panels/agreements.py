"""手続き: the register of agreements and delegations."""

from __future__ import annotations

from dashboard.chart import Table
from dashboard.finding import column, counted, none, tally
from dashboard.panel import Column, Panel, Rows
from dashboard.selects import select
from dashboard.text import Lang, T


def _agreements(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    kinds = tally(rows, column(lang, "kind_name"))
    ended = sum(row["state"] == "ended" for row in rows)
    if lang == "ja":
        parts = "、".join(f"{kind}{count}" for kind, count in kinds.items())
        past = f"。うち{ended}は終わった" if ended else ""
        return f"資料に載る取り決めは{len(rows)}件（{parts}）{past}"
    parts = ", ".join(f"{kind}: {count}" for kind, count in kinds.items())
    return f"{counted(len(rows), 'agreement')} in the documents ({parts})" + (
        f", {ended} of them ended" if ended else ""
    )


def _parties(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    named = sum(row["member_count"] is not None for row in rows)
    if lang == "ja":
        return f"資料に載る、市町村でない団体は{len(rows)}、うち構成の名があるものは{named}団体"
    who = counted(len(rows), "party", "parties")
    return f"{who} other than municipalities in the documents; {named or 'none'} with its members named"


_PARTY = (
    Column("name{lang}", T("団体", "Party")),
    Column("kind", T("種類", "Kind"), words="party"),
    Column("members{lang}", T("構成", "Members"), missing="not_marked"),
)

parties = Panel(
    panel_id="parties",
    page="procedures",
    question=T(
        "協議会・組合など、市町村でない団体はどこか",
        "Which parties other than municipalities do the documents name?",
    ),
    subtitle=T("資料に載る団体と、その構成", "Those that the documents name, and who is in them"),
    sql=select("procedures/parties"),
    chart=Table(),
    columns=_PARTY,
    finding=_parties,
    scope="any",
    needs=("parties",),
    lookup=True,
    origin=(select("procedures/parties_rows"),),
)


_COLUMNS = (
    Column("kind_name{lang}", T("種類", "Kind")),
    Column("name{lang}", T("協定・地域", "Agreement or region")),
    Column("subject{lang}", T("対象の事務", "Subject"), missing="not_marked"),
    Column("parties{lang}", T("当事者", "Parties"), missing="not_marked"),
    Column("valid_from", T("始まり", "From"), "date", missing="unknown"),
    Column("valid_to", T("終わり", "Until"), "date", missing="@why"),
    Column("state", T("状態（資料の時点）", "State (as of the documents)"), words="agreement"),
)

agreements = Panel(
    panel_id="agreement_register",
    page="procedures",
    question=T("だれとだれが、何について取り決めているか", "Who has agreed on what with whom?"),
    subtitle=T(
        "地域の協定と、協約・事務の委託・共同設置など。資料に載るもの",
        "Agreements of regions, conventions, delegations, joint bodies: those that the documents name",
    ),
    sql=select("procedures/agreements"),
    chart=Table(),
    columns=_COLUMNS,
    finding=_agreements,
    needs=("agreements",),
    origin=(select("procedures/agreements_rows"),),
    notes=(
        T(
            "状態は資料の時点による。終わりの日からは効力がない。定めのないものと、資料に載らないものは分けられない",
            "State as of the documents. No longer in force on the day of its end; an end that is not set and "
            "one that is not printed cannot be told apart",
        ),
    ),
)


elsewhere = Panel(
    panel_id="case_agreements",
    page="cases",
    question=T(
        "ほかの地域では、だれとだれが取り決めているか", "Who has agreed on what with whom in other places?"
    ),
    subtitle=T(
        "事例集に載る協約・事務の委託・共同設置など",
        "Conventions, delegations, joint bodies that the examples name",
    ),
    sql=select("cases/agreements"),
    chart=Table(),
    columns=_COLUMNS,
    finding=_agreements,
    scope="any",
    needs=("cases",),
    origin=(select("cases/agreements_rows"),),
)


parties_elsewhere = Panel(
    panel_id="case_parties",
    page="cases",
    question=T(
        "ほかの地域の協議会・組合などには、どんな団体があるか",
        "Which parties that are no municipality do examples name?",
    ),
    subtitle=T("事例集に載る団体と、その構成", "Those that the examples name, and who is in them"),
    sql=select("cases/parties"),
    chart=Table(),
    columns=_PARTY,
    finding=_parties,
    scope="any",
    needs=("cases",),
    lookup=True,
    origin=(select("cases/parties_rows"),),
)
