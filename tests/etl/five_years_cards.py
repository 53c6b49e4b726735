"""Cards and sentences of one region, of a year in the address, and of plans, held against the rows of the
build: what five_years_said.py does for all regions."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from dashboard.mart import Build
from dashboard.text import LANGUAGES
from tests.etl.five_years_said import Board, numbers

IN_FOCUS = (None, "minamisorachi", "rumoi_south", "engaru", "nishimonbetsu", "tokachi_west")
YEARS = (2022, 2024)
MOST_YEARS = {"kasokuka": 5}  # of the schemes of the play; the successor sets none


def untrue_cards(build: Build) -> list[str]:
    """For each language, region in focus and year: what is said and is not what the rows have."""
    there = {row["region_id"] for row in build.query("select region_id from region")}
    found = []
    for lang in LANGUAGES:
        for region in IN_FOCUS:
            if region is None or region in there:
                board = _Cards(build, lang, region=region)
                found += [
                    f"{lang} {region} {where}: says {said}, the rows have {expected}"
                    for where, said, expected in board.claims()
                    if said != expected
                ]
    return found


def _thousand(amounts: list[int]) -> str:
    return f"{sum(amounts) // 1000:,}"


class _Cards(Board):
    @property
    def mine(self) -> list[dict[str, Any]]:
        """Grants of the region in focus, or of all; money of a name (line) is in no sum."""
        rows = self.rows("select * from disbursement where line is null")
        region = self.state.region
        return [row for row in rows if region in (None, row["region_id"])]

    def claims(self) -> Iterator[tuple[str, object, object]]:
        yield from self._of_plans()
        yield from self._of_years()
        yield from self._of_work(None)
        for year in YEARS:
            yield from self._of_work(year)
            yield from self._of_year(year)
        if self.state.region is None:
            yield from self._of_last_years()
            yield from self._of_shortages()
        else:
            yield from self._of_facts()

    def _short(self, year: int) -> str:
        return self.both(f"R{year - 2018}", f"FY{year}")

    def _of_plans(self) -> Iterator[tuple[str, object, object]]:
        paid = [row for row in self.mine if row["status"] == "actual"]
        ahead = [row for row in self.mine if row["status"] != "actual"]
        figure, text = self.card("disbursements planned")
        said_schemes = self.both("制度の合計", "sum over") in text
        schemes = [set[str]()]
        if ahead:
            year = max(row["fiscal_year"] for row in ahead)
            of_year = [row for row in ahead if row["fiscal_year"] == year]
            plans = [row for row in of_year if row["status"] == "planned"]
            amounts = [row["amount_yen"] for row in plans]
            schemes.append({row["scheme_id"] for row in plans})
            yield "planned", figure, _thousand(amounts) if amounts else self.both("未定", "undecided")
            undecided = len({row["region_id"] for row in of_year if row["status"] == "undecided"})
            pattern = self.both(r"未定(\d+)地域", r"(\d+) regions? undecided")
            yield "planned, undecided", numbers(pattern, text), [(undecided,)] if undecided and plans else []
        else:
            yield "planned, none", re.findall(r"\d", figure), []
        if paid:
            last = max(row["fiscal_year"] for row in paid)
            of_last = [row for row in paid if row["fiscal_year"] == last]
            schemes.append({row["scheme_id"] for row in of_last})
            amount = _thousand([row["amount_yen"] for row in of_last])
            expected = self.both(
                f"{self._short(last)}の実績は{amount}千円", f"{self._short(last)} actual: {amount} "
            )
            yield "planned, paid before", expected in text, True
        yield "planned, schemes", said_schemes, max(map(len, schemes)) > 1

    def _of_years(self) -> Iterator[tuple[str, object, object]]:
        """What one region was granted in all, and in its last year."""
        paid = [row for row in self.mine if row["status"] == "actual"]
        if self.state.region is None or not paid:
            return
        figure, text = self.card("disbursements granted")
        yield "granted", figure, _thousand([row["amount_yen"] for row in paid])
        several = len({row["scheme_id"] for row in paid}) > 1
        yield "granted, schemes", self.both("制度の合計", "sum over") in text, several
        last = max(row["fiscal_year"] for row in paid)
        amount = _thousand([row["amount_yen"] for row in paid if row["fiscal_year"] == last])
        said = self.both(
            f"{self._short(last)}の交付額は{amount}千円", f"{amount} thousand yen in {self._short(last)}"
        )
        yield "grants_by_year", said in self.title("grants_by_year"), True

    def _of_year(self, year: int) -> Iterator[tuple[str, object, object]]:
        """The sums of the year in the address, paid and planned each by itself."""
        text = self.title("grants_of_year", year=year)
        for status, ja, en in (("actual", "交付は", "granted"), ("planned", "見込は", "planned")):
            amounts = [
                row["amount_yen"]
                for row in self.mine
                if (row["status"], row["fiscal_year"]) == (status, year) and row["amount_yen"] is not None
            ]
            pattern = self.both(ja + r"[^、]*?で([\d,]+)千円", r"([\d,]+) thousand yen " + en)
            expected = [(float(sum(amounts) // 1000),)] if amounts else []
            yield f"grants_of_year {year} {status}", numbers(pattern, text), expected

    def _of_work(self, year: int | None) -> Iterator[tuple[str, object, object]]:
        rows = self.rows("select * from project_year inner join project using (project_id)")
        mine = [row for row in rows if self.state.region in (None, row["region_id"])]
        done = [row for row in mine if row["state"] == "done"]
        figure, _ = self.card("fields active", year=year)
        if year is None and not done:
            yield "active, none", re.findall(r"\d", figure), []
        else:
            at = year or max(row["fiscal_year"] for row in done)
            yield (
                f"active {year}",
                figure,
                str(len({r["project_id"] for r in done if r["fiscal_year"] == at})),
            )
        figure, text = self.card("fields idle", year=year)
        yield "idle", figure, str(sum(row["state"] == "none" for row in mine))
        yield "idle, of how many", numbers(r"(\d+)", text), [(len(mine),)]

    def _of_last_years(self) -> Iterator[tuple[str, object, object]]:
        over = {
            row["region_id"] for row in self.rows("select region_id from region where valid_to is not null")
        }
        years: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        for row in self.mine:
            years[row["region_id"]][row["scheme_id"]].add(row["fiscal_year"])
        reached = 0
        for region, schemes in years.items():
            scheme = max(schemes, key=lambda one: max(schemes[one]))
            reached += region not in over and len(schemes[scheme]) >= MOST_YEARS.get(scheme, 99)
        figure, _ = self.card("disbursements last_year")
        yield "last_year", figure, str(reached)

    def _of_shortages(self) -> Iterator[tuple[str, object, object]]:
        rows = self.rows("""
            select distinct shortage.region_id, occupation.name, occupation.name_en
            from reported_shortage as shortage
            inner join region using (region_id)
            inner join occupation using (occupation_id)
            where region.valid_to is null
        """)
        counts = Counter(row[self.both("name", "name_en")] for row in rows)
        most = max(counts.values())
        figure, text = self.card("overview short")
        yield "short", all(name in figure for name, n in counts.items() if n == most), True
        pattern = self.both(r"(\d+)地域中(\d+)地域", r"(\d+) of (\d+) regions")
        yield "short, most", [float(most) in pair for pair in numbers(pattern, text)], [True]

    def _of_facts(self) -> Iterator[tuple[str, object, object]]:
        """Members of today with who merged into them: how many, residents of 2020, area of before."""
        rows = self.rows(
            f"select distinct municipality_code as code from region_member "
            f"where region_id = '{self.state.region}' and left_on is null"
        )
        ended = {row["old_code"] for row in self.rows("select old_code from municipality_change")}
        codes = {row["code"] for row in rows}
        listed = ", ".join(f"'{code}'" for code in sorted(codes))
        people = self.rows(
            "select sum(population) as n from population where series = 'census' and year = 2020 "
            f"and age_group = 'total' and municipality_code in ({listed})"
        )[0]["n"]
        was, now = (
            self.rows(
                f"select round(sum(area_km2), 2) as n from area where as_of = date '{day}' "
                f"and municipality_code in ({listed})"
            )[0]["n"]
            for day in ("2015-10-01", "2026-01-01")
        )
        data = self.panel("region_facts")
        pattern = self.both(r"(\d+)市町村・([\d,]+)人", r"(\d+) municipalities, ([\d,]+) residents")
        expected = [(float(len(codes - ended)), float(people))]
        yield "region_facts", numbers(pattern, data.title)[:1], expected
        before = numbers(r"([\d,.]+\d) km²", data.subtitle)
        yield "region_facts, area before", before, [(was,)] if was != now else []
