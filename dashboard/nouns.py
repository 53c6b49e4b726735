"""What is counted, with the counter that Japanese and the plural that English asks for, and lists of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.finding import counted
from dashboard.text import Lang


@dataclass(frozen=True)
class Noun:
    """What is counted: 8地域; 1 region, 8 regions."""

    ja: str
    one: str
    many: str
    before: str = ""  # 記載のある9職種

    def count(self, number: int, lang: Lang) -> str:
        return f"{self.before}{number:,}{self.ja}" if lang == "ja" else counted(number, self.one, self.many)


REGIONS = Noun("地域", "region", "regions")
PREFECTURES = Noun("都道府県", "prefecture", "prefectures")
PLACES = Noun("市町村", "municipality", "municipalities")
OCCUPATIONS = Noun("職種", "occupation", "occupations")
FIELDS = Noun("分野", "field", "fields")
YEARS = Noun("年度", "year", "years")
OCCUPATIONS_NAMED = Noun("職種", "occupation named", "occupations named", "記載のある")
MEASURES = Noun("指標", "measure", "measures")
CATEGORIES = Noun("区分", "category", "categories")
DEPARTMENTS = Noun("部門", "department", "departments")
WORK = Noun("業務", "kind of work", "kinds of work")
JOINT_WORK = Noun("取組", "kind of joint work", "kinds of joint work")
REGION_SCHEMES = Noun("組", "region and scheme", "regions by scheme", "地域と制度の")
GRANTS = Noun("件", "yearly grant", "yearly grants")
CELLS = Noun("組", "pair", "pairs")
COMPARED = Noun("件", "area", "areas", "並べた")
SET_AGAINST = Noun("件", "area compared", "areas compared", "比べた")
SOURCES = Noun("資料", "source", "sources")
SERIES = Noun("系列", "series", "series")
ROWS = Noun("行", "row", "rows")
BODIES = Noun("団体", "body", "bodies")
CASES = Noun("事例", "case", "cases")
KINDS = Noun("種類", "kind", "kinds")
TABLES = Noun("表", "table", "tables")
ITEMS = Noun("項目", "item", "items")
ENTRIES = Noun("件", "entry", "entries")


def listed(names: Sequence[str], noun: Noun, lang: Lang, most: int = 3) -> str:
    """A、B、Cほか2地域; A, B, C and 2 more regions: at most `most` names, then how many more there are."""
    shown = list(names[:most])
    rest = len(names) - len(shown)
    if lang == "ja":
        text = "、".join(shown)
        return f"{text}ほか{rest:,}{noun.ja}" if rest else text
    if rest:
        return f"{', '.join(shown)} and {rest:,} more {noun.one if rest == 1 else noun.many}"
    if len(shown) > 1:
        return f"{', '.join(shown[:-1])} and {shown[-1]}"
    return shown[0] if shown else ""
