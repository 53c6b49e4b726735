"""What the board says of grants, procedures and fields, held against the rows of the build it stands on.

Every number of a sentence is read out of it, in both languages, and worked out again from the tables.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from dashboard.card import prepare_card
from dashboard.mart import Build
from dashboard.pages import PAGES
from dashboard.panel import PanelData, prepare
from dashboard.panels import PANELS
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang
from tests.dashboard.amounts import in_thousands

CARDS = {f"{page.page_id} {card.card_id}": card for page in PAGES for card in page.cards}
SAID = ("overview", "disbursements", "procedures", "fields")


def untrue_sentences(build: Build) -> list[str]:
    found = []
    for lang in LANGUAGES:
        board = _Said(build, lang)
        for where, said, expected in board.claims():
            if said != expected:
                found.append(f"{lang} {where}: says {said}, the rows have {expected}")
    return found


def numbers(pattern: str, text: str) -> list[tuple[float, ...]]:
    """What the groups of a pattern find, as numbers."""
    return [
        tuple(float(part.replace(",", "")) for part in match.groups()) for match in re.finditer(pattern, text)
    ]


class Board:
    """What a reader who chose this sees."""

    def __init__(self, build: Build, lang: Lang, region: str | None = None) -> None:
        self.build, self.lang, self.state = build, lang, State(lang=lang, region=region)

    def rows(self, sql: str) -> list[dict[str, Any]]:
        return self.build.query(sql)

    def card(self, name: str, year: int | None = None) -> tuple[str, str]:
        """Figure and comparison, amounts in 千円."""
        card = prepare_card(CARDS[name], replace(self.state, year=year), self.build)
        amount = re.match(
            r"([\d,]+)(?:千円| thousand yen)",
            in_thousands(f"{card.figure}{self.both('', ' ')}{card.unit}".replace(" (", "（")),
        )
        return amount[1] if amount else card.figure, in_thousands(card.compare)

    def panel(self, name: str, year: int | None = None) -> PanelData:
        return prepare(PANELS[name], replace(self.state, year=year), self.build)

    def title(self, panel: str, year: int | None = None) -> str:
        return in_thousands(self.panel(panel, year).title)

    def both(self, ja: str, en: str) -> str:
        return ja if self.lang == "ja" else en


class _Said(Board):
    @cached_property
    def grants(self) -> list[dict[str, Any]]:
        """Region, year, scheme, status, yen, and the cap by the rules written out once more."""
        members = Counter(row["region_id"] for row in self.rows("select distinct * from region_member"))
        rows = self.rows("select region_id, fiscal_year, scheme_id, status, amount_yen from disbursement")
        for row in rows:
            new = row["scheme_id"] == "next_grant"
            row["cap"] = 15_000_000 + 3_000_000 * members[row["region_id"]] if new else 10_000_000
        return rows

    @cached_property
    def paid(self) -> list[dict[str, Any]]:
        return [row for row in self.grants if row["status"] == "actual"]

    def claims(self) -> Iterator[tuple[str, object, object]]:
        """Where, what is said there, what the rows have."""
        for where, text in self._sentences():
            yield where, re.findall(r"None|\bnan\b|[{}]", text), []
        yield from self._of_totals()
        yield from self._of_years()
        yield from self._of_regions()
        yield from self._of_steps()
        yield from self._of_fields()
        yield from self._of_members()

    def _sentences(self) -> Iterator[tuple[str, str]]:
        for name in CARDS:
            if name.split()[0] in SAID:
                yield name, " ".join(self.card(name))
        for panel_id, panel in PANELS.items():
            if panel.page in SAID:
                data = prepare(panel, self.state, self.build)
                yield panel_id, f"{data.title} {data.subtitle}"

    def _of_totals(self) -> Iterator[tuple[str, object, object]]:
        total = sum(row["amount_yen"] for row in self.paid)
        caps = sum(row["cap"] for row in self.paid)
        use = round(100 * total / caps, 1)
        schemes = len({row["scheme_id"] for row in self.paid})
        for page in ("overview", "disbursements"):
            figure, text = self.card(f"{page} granted")
            yield f"{page} granted", figure, f"{total // 1000:,}"
            pattern = self.both(r"合計([\d,]+)千円の([\d.]+)％", r"([\d.]+)% of the caps \(([\d,]+)")
            [said] = numbers(pattern, text)
            yield f"{page} granted", set(said), {caps / 1000, use}
            both = self.both("2制度の合計", "sum over 2 schemes") in text
            yield f"{page} granted, schemes", both, schemes == 2
        figure, text = self.card("disbursements cap")
        yield "cap", figure, f"{use}"
        yield "cap", numbers(self.both(r"実績(\d+)地域", r"Over (\d+) region"), text), [(len(self.paid),)]

    def _of_years(self) -> Iterator[tuple[str, object, object]]:
        """Each sum of a year in the title of the page, by status, with how many regions it is of."""
        text = self.title("grants_by_year")
        words = {"actual": self.both("交付額は", ""), "planned": self.both("見込は", "planned ")}
        sums: dict[tuple[int, str], list[int]] = defaultdict(list)
        for row in self.grants:
            if row["amount_yen"] is not None:
                sums[row["fiscal_year"], row["status"]].append(row["amount_yen"] // 1000)
        last = max(row["fiscal_year"] for row in self.paid)
        year = self.both(f"R{last - 2018}", f"FY{last}")
        number, count = f"{sum(sums[last, 'actual']):,}", len(sums[last, "actual"])
        expected = self.both(
            f"{year}の{words['actual']}{count}地域で{number}千円",
            f"{number} thousand yen in {year} for {count} region",
        )
        yield "grants_by_year", expected in text, True
        planned = {key: amounts for key, amounts in sums.items() if key[1] == "planned"}
        said = numbers(
            self.both(
                r"見込は(?:ほかの)?(\d+)地域で([\d,]+)千円",
                r"([\d,]+) thousand yen planned for FY\d+ for (\d+)",
            ),
            text,
        )
        newest = [amounts for (at, _), amounts in sorted(planned.items()) if at >= last]
        expected_planned = [{float(len(amounts)), float(sum(amounts))} for amounts in newest]
        yield "grants_by_year, planned", [set(pair) for pair in said], expected_planned

    def _of_regions(self) -> Iterator[tuple[str, object, object]]:
        use: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        by_scheme: dict[tuple[str, str], list[int]] = defaultdict(list)
        for row in self.paid:
            use[row["region_id"]][0] += row["amount_yen"]
            use[row["region_id"]][1] += row["cap"]
            by_scheme[row["region_id"], row["scheme_id"]].append(row["amount_yen"])
        full = sum(amount >= cap for amount, cap in use.values())
        pattern = self.both(r"(\d+)地域のうち(\d+)地域", r"(\d+) of (\d+) regions")
        said = [set(pair) for pair in numbers(pattern, self.title("cap_use"))]
        yield "cap_use", said, [{float(len(use)), float(full)}]
        text = self.title("cumulative")
        best = max(sum(amounts) for amounts in by_scheme.values()) // 1000
        years = [len(amounts) for amounts in by_scheme.values()]
        yield "cumulative, the most", f"{best:,}" in text, True
        pattern = self.both(r"(\d+)(?:地域|組)中", r"of (\d+) region")
        yield "cumulative, of how many", numbers(pattern, text), [(len(by_scheme),)]
        regions = len({region for region, _ in by_scheme})
        of_regions = bool(re.search(self.both("地域中", r"of \d+ regions(?! by)"), text))
        yield "cumulative, of regions", of_regions, regions == len(by_scheme)
        pattern = self.both(r"により(\d+)～(\d+)", r"have (\d+) to (\d+) years")
        yield "cumulative, years", numbers(pattern, text), [(min(years), max(years))]
        text = self.title("grants_by_region")
        best = max(row["amount_yen"] for row in self.paid) // 1000
        pattern = self.both(r"([\d,]+)千円、", r"\(([\d,]+) thousand yen, actual")
        yield "grants_by_region, the most", numbers(pattern, text)[:1], [(best,)]
        pattern = self.both(r"(\d+)件中", r"of (\d+) yearly grants")
        yield "grants_by_region, of how many", numbers(pattern, text), [(len(self.paid),)]

    def _of_steps(self) -> Iterator[tuple[str, object, object]]:
        rules = len(self.rows("select 1 from scheme_rule where article is not null"))
        late = self.rows("""select step_id from kpi.grant_step as step
            where due_on < current_date and done_on is null and amended_on is null
                and (recurs = 'period' or (region_id, fiscal_year) in (
                    select (region_id, fiscal_year) from step_record
                ))""")
        figure, _ = self.card("procedures steps_passed")
        text = self.title("step_dates")
        yield "steps_passed", figure, str(len(late))
        pattern = self.both(r"済んだ記録のないものが(\d+)件", r": (\d+) past due")
        yield "step_dates, past", numbers(pattern, text), [(len(late),)]
        listed = re.search(self.both(r"件（(.*?)、期日は推定", r"record \((.*?); day inferred"), text)
        pattern = self.both(r"(\d+)(?:、|$)", r": (\d+)(?:,|$)")
        parts = sorted(number for (number,) in numbers(pattern, listed.group(1) if listed else ""))
        yield "step_dates, by step", parts, sorted(Counter(row["step_id"] for row in late).values())
        pattern = self.both(r"制度の定めは(\d+)項目", r"(\d+) provisions")
        yield "guideline_rules", numbers(pattern, self.title("guideline_rules")), [(rules,)]

    def _of_fields(self) -> Iterator[tuple[str, object, object]]:
        present = "select region_id from kpi.region_term where state = 'present'"
        chosen = self.rows(f"select * from region_policy_field where region_id in ({present})")
        counts = Counter(row["field_id"] for row in chosen)
        reported = len({row["region_id"] for row in chosen})
        fields = self.rows("select field_id, name, name_en from policy_field")
        text = self.title("field_matrix")
        pattern = self.both(r"（(\d+)地域中(\d+)地域、", r"\((\d+) of (\d+) regions")
        said = [set(pair) for pair in numbers(pattern, text)]
        yield "field_matrix", said, [{float(max(counts.values())), float(reported)}]
        unused = text.rsplit(self.both("どの地域も挙げていないのは", "marked by none: "), 1)[-1]
        name = self.both("name", "name_en")
        none = {row[name] for row in fields if not counts[row["field_id"]]}
        yield "field_matrix, of none", {row[name] for row in fields if row[name] in unused}, none
        figure, _ = self.card("fields fields")
        yield "fields", figure, str(len({row["field_id"] for row in chosen}))

    def _of_members(self) -> Iterator[tuple[str, object, object]]:
        """Who is a member today: of regions that are not over, who has not left or been merged."""
        rows = self.rows(
            """select distinct member.municipality_code, member.region_id
            from region_member as member inner join region using (region_id)
            where region.valid_to is null and member.left_on is null
                and member.municipality_code not in (select old_code from municipality_change)"""
        )
        figure, _ = self.card("overview reach")
        yield "reach, regions", figure, str(len({row["region_id"] for row in rows}))
        pattern = self.both(r"(\d+)市町村", r"(\d+) members")
        unit = prepare_card(CARDS["overview reach"], self.state, self.build).unit
        yield "reach, members", numbers(pattern, unit), [(len({row["municipality_code"] for row in rows}),)]
