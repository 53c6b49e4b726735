"""Units in English: one list for tables, views and the data dictionary."""

from __future__ import annotations

_ENGLISH = {
    "人": "people",
    "円": "yen",
    "千円": "thousand yen",
    "円/人": "yen/person",
    "人/km²": "people/km²",
    "人/万人": "per 10,000 residents",
    "市町村": "municipalities",
    "市区町村": "municipalities",
    "延べ市町村": "memberships",
    "地域": "regions",
    "事業": "projects",
    "分野": "fields",
    "職種": "occupations",
    "件": "items",
    "行": "rows",
    "制度": "schemes",
    "者": "payers",
    "地域・年度": "region-years",
    "比率": "ratio",
    "欄": "cells",
    "行目": "row number",
    "番目": "position",
    "位": "rank",
    "桁": "digits",
    "日": "days",
    "年": "year",
    "年度": "fiscal year",
    "年度目": "year of support",
    "％": "%",
    "倍": "times",
    "km²": "km²",
    "0～1": "0 to 1",
    "2020年＝100": "2020 = 100",
    "最初の年＝100": "first year = 100",
    "前の年＝100": "earlier year = 100",
    "（単位の列による）": "(as the column unit says)",
    "（対象の列による）": "(as the column of what is counted says)",
    "（設問の単位による）": "(as the question's unit says)",
}


def english(unit: str) -> str | None:
    """None where the list does not know it: then it is shown as it is."""
    return _ENGLISH.get(unit)
