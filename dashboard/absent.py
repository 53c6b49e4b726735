"""Why a build that was asked for is not the one on screen, in words."""

from __future__ import annotations

from dashboard.mart import Build, Mart, is_build_name
from dashboard.text import Lang, word
from renkei.whole import Damaged

_LONGEST_NAME = 40


def damaged(key: str, damage: Damaged, lang: Lang, shown: Build | None = None) -> str:
    """What a reader is told of a damaged build; `shown` is the one that stands in for it."""
    named = {"build": shown.build_id, "damaged": damage.build_id} if shown else {"build": damage.build_id}
    return word(f"app.{key}", lang).format(why=damage.ja if lang == "ja" else damage.en, **named)


def not_opened(mart: Mart, build_id: str, lang: Lang) -> str:
    """Why the build that an address asks for is not the one on screen. The address's own words are repeated
    only where they can name a build: anybody's sentence would stand on the wall."""
    if mart.withdrawn(build_id):
        return word("app.withdrawn_build", lang).format(build=build_id)
    broken = mart.damaged(build_id)
    if broken is not None:
        return damaged("damaged_build", broken, lang)
    if is_build_name(build_id) and len(build_id) <= _LONGEST_NAME:
        return word("app.no_build", lang).format(build=build_id)
    return word("app.no_such_build", lang)
