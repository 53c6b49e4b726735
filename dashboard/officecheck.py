"""What of office.toml names nothing that this build or this board has, besides what its reader refuses."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from dashboard import choices
from dashboard.mart import Build
from dashboard.office import office
from dashboard.office import refused as unread
from dashboard.pages import page_ids
from dashboard.panels.slope import YEAR_PAIRS
from dashboard.paths import settings_file
from dashboard.selects import select
from dashboard.text import Lang, word
from renkei.near import near
from renkei.officesettings import Refused

_PREFECTURES = select("choice/prefectures")


def refused(build: Build) -> list[Refused]:
    """Every value that is not taken, and why: the default stands in its place."""
    told = office()
    regions = choices.region_names(build, "ja")
    prefectures = [row["prefecture"] for row in build.query(_PREFECTURES)]
    found = [
        *unread(),
        *_unknown("office", "prefectures", told.prefectures or (), prefectures, "都道府県", "prefecture"),
        *_unknown("show", "pages", told.pages, page_ids(), "頁", "page"),
        *_unknown("show", "region", (told.region,) if told.region else (), regions, "地域ID", "region"),
        *_unknown("show", "compared", told.compared, regions, "地域ID", "region"),
    ]
    pairs = sorted({(row["from_year"], row["to_year"]) for row in build.choices(YEAR_PAIRS)})
    if told.years and told.years not in pairs:
        here = "、".join(f"{first}–{last}" for first, last in pairs)
        value = str(list(told.years))
        found.append(
            Refused(
                "show",
                "years",
                value,
                f"この版で比べられる二つの年: {here}",
                f"years that can be compared: {here}",
            )
        )
    return found


def sentence(item: Refused, lang: Lang) -> str:
    """office.toml, key, value, what was expected, what may have been meant."""
    why = item.ja if lang == "ja" else item.en
    guess = word("setting.guess", lang).format(guess=item.guess) if item.guess else ""
    line = word("setting.refused", lang)
    return line.format(file=settings_file().name, place=item.place, value=item.value, why=why, guess=guess)


def _unknown(
    section: str, key: str, names: Collection[str], held: Collection[str], ja: str, en: str
) -> Iterator[Refused]:
    for name in names:
        if name not in held:
            guess = near(name, list(held))
            yield Refused(section, key, name, f"この{ja}はありません", f"there is no such {en}", guess)
