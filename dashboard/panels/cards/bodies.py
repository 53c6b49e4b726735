"""Cards on councils and study groups: how many, what they work on, what they did."""

from __future__ import annotations

from dashboard import format as fmt
from dashboard.card import Card
from dashboard.finding import counted
from dashboard.mart import Row
from dashboard.panels.cards.common import noun, pick
from dashboard.panels.origins import BODIES, COURSE, THEMES
from dashboard.selects import select
from dashboard.text import Lang, T

_BODIES = select("cards/bodies")
_AS_OF = T("資料（{as_of}）", "Document ({as_of})")


def _members(row: Row, lang: Lang) -> str:
    """The members as printed, of the bodies that print how many they have."""
    if not row["published"]:
        return pick(lang, "構成市町村数の記載はない", "No number of members is printed")
    of = row["published"]
    return pick(
        lang,
        f"構成の数が印字された{of}団体で{row['members']}市町村",
        f"{counted(row['members'], 'municipality', 'municipalities')} in the "
        f"{counted(of, 'body', 'bodies')} whose number of members is printed",
    )


def _groups(row: Row, lang: Lang) -> str:
    if not row["working_groups"]:
        return pick(lang, "部会の記載はない", "No working group is named")
    return pick(lang, f"部会は{row['working_groups']}", f"Working groups: {row['working_groups']}")


bodies = Card(
    "bodies",
    T("会議・研究会", "Councils and study groups"),
    _BODIES,
    lambda row, lang: (
        fmt.number(row["bodies"], 0, lang),
        noun(row["bodies"], lang, "団体", "body", "bodies"),
    ),
    _members,
    _AS_OF,
    (BODIES,),
    needs=("roles",),
    scope="any",
)
themes = Card(
    "themes",
    T("検討のテーマ", "Themes under discussion"),
    _BODIES,
    lambda row, lang: (
        fmt.number(row["themes"], 0, lang),
        noun(row["themes"], lang, "テーマ", "theme"),
    ),
    _groups,
    _AS_OF,
    (THEMES,),
    needs=("themes",),
    scope="any",
)
entries = Card(
    "entries",
    T("実施と読める記載", "Entries on what was done"),
    _BODIES,
    lambda row, lang: (fmt.number(row["done"], 0, lang), noun(row["done"], lang, "件", "entry", "entries")),
    lambda row, lang: pick(
        lang,
        f"経過・方針・見通しの記載{row['entries']}件のうち",
        f"Of {row['entries']} on course, policy and outlook",
    ),
    _AS_OF,
    (COURSE,),
    needs=("events",),
    scope="any",
)
