"""What the gate holds of a survey: hidden answers that a candidate would give away beside an older build."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from etl.build import withdraw
from etl.paths import Paths
from etl.survey import disclosure
from renkei.change import Change
from renkei.compare import same
from renkei.concealment import TABLES

_MOST = 12  # different older builds that are looked at, the newest first


def held(paths: Paths, new: Path) -> list[Change]:
    """A change for each survey and municipality of which hidden answers would follow from the candidate and
    the builds that readers can open, the live one among them. None where the live build has the same answers
    (a person has looked at them), or no build has others."""
    older: list[Path] = []
    openable = withdraw.openable(paths)
    if any(build.live and _alike(build.folder, new) for build in openable):
        return []
    for build in openable:
        other = withdraw.other_answers(build.folder, new)
        if other and len(older) < _MOST and not any(_alike(build.folder, one) for one in older):
            older.append(build.folder)
    if not older:
        return []
    builds = [disclosure.read(folder) for folder in older]
    candidate = disclosure.read(new)
    readable = [build for build in builds if build is not None]
    assert candidate is not None, "made by this program"
    found = disclosure.disclosed_cells(readable, candidate)
    exact = Counter((cell[0], cell[3]) for cell in found.values)
    perhaps = Counter((cell[0], cell[3]) for cell in found.perhaps - found.values.keys())
    total = Counter((cell[0], cell[3]) for cell in found.hidden)
    names = dict(candidate["municipality"].select("municipality_code", "name").iter_rows())
    told = [
        _change(
            f"survey_id={survey} municipality_code={code}",
            _words(names.get(code, code), total[survey, code], exact[survey, code], perhaps[survey, code]),
        )
        for survey, code in sorted(exact.keys() | perhaps.keys())
    ]
    if len(readable) < len(builds):
        lost = len(builds) - len(readable)
        text = f"古い形の版 {lost} 件との差は計算できない"
        text += f" / not worked out against {lost} builds of an older form"
        told.append(_change("builds", text))
    return told


def _alike(one: Path, other: Path) -> bool:
    files = [Path("parquet") / f"{name}.parquet" for name in TABLES]
    return all(same(one / file, other / file) for file in files)


def _words(town: str, total: int, exact: int, perhaps: int) -> str:
    ja = f"{town}: 秘匿 {total} セル中 {exact} セルが公開中の版との差から分かる"
    en = f"of {total} suppressed cells {exact} follow from the builds that are open"
    if perhaps:
        ja += f"（ほかに {perhaps} セルが絞られるおそれ）"
        en += f" ({perhaps} more may be narrowed down)"
    return f"{ja} / {en}"


def _change(key: str, text: str) -> Change:
    return Change("survey_answer", "disclosure", key, None, None, text, None, held=True)
