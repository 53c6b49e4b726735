"""What the gate says of a survey: hidden answers that a candidate would give away beside an older build."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from etl.build import withdraw
from etl.paths import Paths
from etl.survey import published
from renkei.change import Change
from renkei.compare import same
from renkei.concealment import TABLES

if TYPE_CHECKING:
    from etl.survey.disclosure import Disclosed


def disclosures(paths: Paths, new: Path) -> list[Change]:
    """A change for each survey and municipality of which hidden answers would follow from the candidate and
    the builds that readers can open, the live one among them. None where one of these has the same answers
    (whoever reads it knows as much), or no build has any."""
    openable = [build.folder for build in withdraw.openable(paths)]
    if any(_alike(folder, new) for folder in openable):
        return []
    older: list[Path] = []
    for folder in reversed(openable):  # in the order of time
        if withdraw.other_answers(folder, new) and not (older and _alike(folder, older[-1])):
            older.append(folder)
    if not older:
        return []
    names = pl.read_parquet(new / "parquet" / "municipality.parquet").select("municipality_code", "name")
    return changes(disclosed(older, new), dict(names.iter_rows()))


def changes(disclosed: Disclosed, names: Mapping[str, str]) -> list[Change]:
    """`names`: of the municipalities."""
    return [*_towns(disclosed, names), *_surveys(disclosed), *_older_forms(disclosed)]


def disclosed(older: Sequence[Path], new: Path) -> Disclosed:
    """What the build in `new` gives away beside older ones, in the order of time."""
    from etl.survey.disclosure import disclosed_cells  # its solver takes a second to load

    return disclosed_cells(map(published.read, older), published.read(new))


def _alike(one: Path, other: Path) -> bool:
    files = [Path("parquet") / f"{name}.parquet" for name in TABLES]
    return all(same(one / file, other / file) for file in files)


def _towns(disclosed: Disclosed, names: Mapping[str, str]) -> Iterator[Change]:
    def each(cells: Collection[tuple[str, str, str, str]]) -> Counter[tuple[str, str]]:
        return Counter((cell[0], cell[3]) for cell in cells)

    exact, narrowed = each(disclosed.exact), each(disclosed.new.keys() - disclosed.exact.keys())
    undecided, hidden = each(disclosed.undecided - disclosed.new.keys()), each(disclosed.hidden)
    for survey, code in sorted(exact.keys() | narrowed.keys() | undecided.keys()):
        at = (survey, code)
        text = _words(names.get(code, code), hidden[at], exact[at], narrowed[at], undecided[at])
        yield _change(f"survey_id={survey} municipality_code={code}", text, held=True)


def _words(town: str, hidden: int, exact: int, narrowed: int, undecided: int) -> str:
    """The Japanese first, which names the municipality."""
    ja = [f"{exact} セルは値が分かる"] if exact else []
    en = [f"{exact} would be known"] if exact else []
    if narrowed:
        ja.append(f"{narrowed} セルは取りうる値が下限の数より少なくなる")
        en.append(f"{narrowed} left fewer values than the minimum")
    if undecided:
        ja.append(f"{undecided} セルは計算しきれない")
        en.append(f"{undecided} not worked out")
    told = f"{town}: 秘匿 {hidden} セルのうち、公開中の版と並べると " + "、".join(ja)
    return f"{told} / of {hidden} suppressed cells, beside the builds that are open: {', '.join(en)}"


def _surveys(disclosed: Disclosed) -> Iterator[Change]:
    """What was known before the candidate is said once, and holds nothing up."""
    for survey, count in sorted(Counter(cell[0] for cell in disclosed.before).items()):
        yield _change(
            f"survey_id={survey}",
            f"秘匿 {count} セルは、この版がなくても公開中の版から分かるか絞られる / "
            "suppressed cells that are known or narrowed from the builds that are open, without this one: "
            f"{count}",
            held=False,
        )


def _older_forms(disclosed: Disclosed) -> Iterator[Change]:
    if disclosed.unclear:
        yield _change(
            "builds",
            f"古い形の版の合計 {disclosed.unclear} 件は、どの市町村の合計か分からず計算に入れていない / "
            f"{disclosed.unclear} totals of builds of an older form do not say whose they are and are left "
            "out",
            held=True,
        )


def _change(key: str, text: str, held: bool) -> Change:
    return Change("survey_answer", "disclosure", key, None, None, text, None, held=held)
