"""Age classes and sexes as official tables print them → the words of table `population_age`."""

from __future__ import annotations

import re

from etl.official.grid import plain

SEXES = {
    "計": "both", "総数": "both", "合計": "both", "男女計": "both", "男女総数": "both",
    "男": "men", "男性": "men", "女": "women", "女性": "women",
}  # fmt: skip
_WHOLE = ("総数", "計", "合計", "総数(年齢)", "年齢総数")


def age_class(header: str) -> str | None:
    """０歳～４歳 → 0-4, 95歳～ and 100歳以上 → 95+, 100+, 7歳 → 7, 総数 → total; None for anything else."""
    text = plain(header)
    if text in _WHOLE:
        return "total"
    if found := re.fullmatch(r"(\d{1,3})歳?[~-](\d{1,3})歳", text):
        return f"{int(found[1])}-{int(found[2])}"
    if found := re.fullmatch(r"(\d{1,3})歳?(?:以上|~)", text):
        return f"{int(found[1])}+"
    if found := re.fullmatch(r"(\d{1,3})歳", text):
        return str(int(found[1]))
    return None


def sex(cell: str) -> str:
    """計 → both, 男 → men, 女 → women. Raises ValueError."""
    try:
        return SEXES[plain(cell)]
    except KeyError:
        raise ValueError(cell) from None
