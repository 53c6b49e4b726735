"""What a project did in a year: the lines under （R７年度） on its page."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from etl.clean import values
from etl.document.pages import Line
from etl.document.sections import Place
from etl.document.wording import Wording
from etl.document.words import fiscal_years, wide
from etl.newyear.proposal import Grade, Proposal, Reason

ProjectYear = tuple[str, int, Proposal]  # project, fiscal year

_YEAR = r"\s*[(（【\[〔]\s*([^()（）]{2,10})\s*[)）】\]〕]\s*(.*)$"
_ITEM = re.compile(r"^[・･○●◦■□◆◎▪•]|^[①-⑳]|^\(?\d+[).）]")
_BEHIND_YEAR = r"(?:度|[RHS]\d{1,2}|前年)"
_MOST = 60  # lines of one year


def project_years(
    lines: Sequence[Line], where: Sequence[Place], wording: Wording, day: dt.date | None
) -> Iterator[ProjectYear]:
    """In the order of the document. A label outside the part that the first label opened is not taken."""
    inside: str | None = None
    closed: set[str] = set()
    at = 0
    while at < len(lines):
        project = where[at].project_id
        label = _label(lines[at], wording)
        if inside != project:
            inside = None
        if project is None or label is None or (project in closed and inside is None):
            if inside is not None and _ends(lines[at], wording):
                closed.add(inside)
                inside = None
            at += 1
            continue
        inside = project
        year, rest = label
        body = [rest] if rest else []
        end = at + 1
        while end < len(lines) and end - at <= _MOST and where[end].project_id == project:
            if _label(lines[end], wording) or _ends(lines[end], wording):
                break
            if not _is_running_title(lines[end], wording):
                body.append(lines[end].text.strip())
            end += 1
        found = _proposal(year, body, lines[at], where[at], wording, day)
        if found is not None:
            yield project, year, found
        at = end


def _ends(line: Line, wording: Wording) -> bool:
    """A heading that follows: it stands alone in a narrow column, so that its line is short."""
    return wording.is_one("project", "ends", values.narrow(line.text))


def _is_running_title(line: Line, wording: Wording) -> bool:
    """The title of a page, in the midst of a year that runs over it."""
    text = values.narrow(line.text)
    end = re.search(f"{wording.pattern('project', 'running').pattern}$", text)
    return end is not None and 4 <= end.start() <= 30


def _label(line: Line, wording: Wording) -> tuple[int, str] | None:
    """（R７年度） → 2025 and what stands behind it in the line."""
    match = re.match(rf"^(?:.{{0,6}}{wording.pattern('project', 'part').pattern})?{_YEAR}", wide(line.text))
    years, rest = fiscal_years(match.group(1)) if match else ([], "")
    return (years[0], match.group(2).strip()) if match and len(years) == 1 and not rest.strip() else None


def _proposal(
    year: int, body: list[str], line: Line, place: Place, wording: Wording, day: dt.date | None
) -> Proposal | None:
    items = _items(body)
    if not items:
        return None
    text = values.narrow("".join(items))
    reasons: list[Reason] = [
        ("事業の見出しの下、年度の括弧書きの次", "under the project's name and the year's label")
    ]
    grade: Grade = "printed"
    answers: tuple[tuple[str, str], ...]
    printed = "\n".join(body)
    if re.fullmatch(r"[-－−―ー‐]+", text) or wording.is_one("project", "none", text):
        answers = (("state", "なし"), ("as_printed", printed))
    elif wording.is_one("project", "under_review", text):
        answers = (("state", "検討中"), ("as_printed", printed))
    elif wording.is_one("project", "undecided", text):
        answers = (("state", "未定"), ("as_printed", printed))
    elif wording.has("project", "merged", text) or wording.ends("project", "merged_at_end", text):
        answers, grade = (("state", "統合"), ("as_printed", printed)), "inferred"
        reasons.append(("「統合」とある", "the text speaks of a merger"))
    else:
        answers, grade = (("activities", "\n".join(items)),), "inferred"
        if _is_as_before(text, wording):
            answers = (("as_printed", printed),)
            reasons.append(("取組は別の年度の欄から書き写す", "copy the activities over from the other year"))
        if day is not None:
            over = day >= dt.date(year + 1, 4, 1)
            state = "実施" if over else "予定"
            answers = (("state", state), *answers)
            ja = f"資料の時点（{day}）で年度が{'終わっている' if over else '終わっていない'}ので{state}"
            reasons.append(
                (ja, f"on the document's day ({day}) the fiscal year is {'over' if over else 'not over'}")
            )
    return Proposal(
        answers, printed, line.place, f"{place.heading}｜（{_year(year)}）", grade, tuple(reasons)
    )


def _is_as_before(text: str, wording: Wording) -> bool:
    behind = wording.pattern("project", "as_before_behind_year").pattern
    return (
        wording.has("project", "as_before", text)
        or wording.ends("project", "as_before_at_end", text)
        or bool(re.search(f"{_BEHIND_YEAR}{behind}", text))
    )


def _year(year: int) -> str:
    from etl.newyear.words import fiscal_year

    return fiscal_year(year)


def _items(body: Sequence[str]) -> list[str]:
    """One activity a line, its mark left out; a line without a mark goes on with the one before."""
    items: list[str] = []
    marked = any(_ITEM.match(line) for line in body)
    for line in body:
        if not line:
            continue
        if items and marked and not _ITEM.match(line):
            items[-1] += line
        else:
            items.append(_ITEM.sub("", line).strip())
    return [item for item in items if item]
