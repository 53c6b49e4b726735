"""The mart, asked for one region in focus or for all, in one language: what a finding should say."""

from __future__ import annotations

from typing import Any

from dashboard import format as fmt
from dashboard.text import Lang
from tests.conftest import Mart

_REGION = "select region_id from region where scheme <> 'council'"


class Sentences:
    """The mart, asked for one region in focus or for all, in one language."""

    def __init__(self, mart: Mart, region: str | None, lang: Lang) -> None:
        self.mart, self.region, self.lang = mart, region, lang
        self.name = "name" if lang == "ja" else "name_en"

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """{of} narrows to the region in focus, {name} is the name in the language."""
        of = f"region_id in ({_REGION})" + (f" and region_id = '{self.region}'" if self.region else "")
        return self.mart.rows(sql.format(of=of, name=self.name))

    def one(self, sql: str) -> Any:
        [(value,)] = self.rows(sql)
        return value

    def say(self, ja: str, en: str) -> str:
        return ja if self.lang == "ja" else en

    def year(self, year: int, short: bool = False) -> str:
        return fmt.fiscal_year(year, self.lang, short)

    def names(self, sql: str) -> set[str]:
        return {row[0] for row in self.rows(sql)}


def indices(t: Sentences) -> list[tuple[Any, ...]]:
    return t.rows(
        """select {name}, 100.0 * sum(population) filter (series = 'projection')
            / sum(population) filter (series = 'census')
        from region_member join population using (municipality_code) join region using (region_id)
        where left_on is null and age_group = 'total' and {of} and ((series = 'census' and year = 2020)
            or (series = 'projection' and year = 2050))
        group by region_id, {name} order by 2"""
    )


def outlook(t: Sentences) -> list[str]:
    rows = indices(t)
    ends = rows if len(rows) == 1 else [rows[0], rows[-1]]
    # the lowest is named first
    return ["20", *(part for name, index in ends for part in (name, f"{index:.1f}"))]


def index_rank(t: Sentences) -> list[str]:
    home = t.mart.scalar(
        """select 100.0 * sum(population) filter (series = 'projection' and year = 2050)
            / sum(population) filter (series = 'census' and year = 2020)
        from population where municipality_code like '01%' and age_group = 'total'"""
    )
    every = indices(Sentences(t.mart, None, t.lang))
    below = sum(index < home for _, index in every)
    if t.region:
        [(name, mine)] = indices(t)
        place = 1 + sum(index > mine for _, index in every)
        told = t.say(f"{mine:.1f}で11地域中{place}位", f"{mine:.1f}, rank {place} of 11")
        more = t.say(
            f"下回る推計は11地域のうち{below}地域", f"{below} of 11 regions are projected to be lower"
        )
        return [name, told, f"{home:.1f}", more]
    return [t.say(f"11地域のうち{below}地域", f"{below} of 11 regions"), f"{home:.1f}"]


def members(t: Sentences) -> list[str]:
    name = "name" if t.lang == "ja" else "name_en"
    rows = t.rows(
        f"""select {name}, 100.0 * sum(population) filter (series = 'projection' and year = 2050)
            / sum(population) filter (series = 'census' and year = 2020) as i
        from municipality join population using (municipality_code)
        where age_group = 'total' and municipality_code in
            (select municipality_code from region_member where left_on is null and {{of}})
        group by municipality_code, {name} order by i limit 1"""
    )
    return [rows[0][0], f"{rows[0][1]:.1f}"]
