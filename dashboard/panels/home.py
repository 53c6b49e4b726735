"""The prefecture that regions are compared with, by the name that its own row gives; there may be several."""

from __future__ import annotations

from dashboard.mart import Row
from dashboard.office import office
from dashboard.text import Lang, word


def named(row: Row, lang: Lang) -> str:
    """長野県; 都道府県 where the row names none."""
    return str(row["prefecture" if lang == "ja" else "prefecture_en"] or word("home.prefecture", lang))


def whole(row: Row, lang: Lang) -> str:
    """長野県全体, Nagano as a whole: of several, 長野県・群馬県の全体."""
    name = named(row, lang)
    if lang != "ja":
        return name
    return f"{name}の全体" if "・" in name else f"{name}全体"


def within(row: Row, lang: Lang) -> str:
    """道内, 都内, 府内, 県内 by the last letter of the name; of several, 長野県・群馬県内."""
    name = named(row, lang)
    if lang != "ja":
        return name
    if office().within:
        return office().within
    return f"{name}内" if "・" in name else f"{name[-1]}内"


def bodies(row: Row, lang: Lang) -> str:
    """北海道の道と市町村, 長野県の県と市町村: the prefecture as a body, and the municipalities in it."""
    name = named(row, lang)
    if lang != "ja":
        return f"{name} and municipalities"
    return f"{name}と、それぞれの市町村" if "・" in name else f"{name}の{name[-1]}と市町村"
