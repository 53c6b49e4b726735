"""What a project did in a year: the lines under （R７年度） in the part 事業概要 of its page."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from etl.clean import values
from etl.document.pages import Line
from etl.document.sections import Place
from etl.document.words import fiscal_years, wide
from etl.newyear.proposal import Grade, Proposal, Reason

ProjectYear = tuple[str, int, Proposal]  # project, fiscal year

_LABEL = re.compile(r"^(?:.{0,6}概要)?\s*[(（【\[〔]\s*([^()（）]{2,10})\s*[)）】\]〕]\s*(.*)$")
# the headings that follow; each stands alone in a narrow column, so that its line is short
_END = re.compile(
    r"^(?:構成団体の?|構成団体の役割分担|役割分担|連携により得.{0,8}|成果|振り返り|事業の目的)$"
)
_RUNNING = re.compile(
    r"^.{4,30}\((?:詳細|概要)\)$"
)  # the title of a page, in the midst of a year that runs over it
_ITEM = re.compile(r"^[・･○●◦■□◆◎▪•]|^[①-⑳]|^\(?\d+[).）]")
_AS_BEFORE = re.compile(r"(?:度|[RHS]\d{1,2}|前年)(?:に|と)同じ|同上|同様$")
_MOST = 60  # lines of one year


def project_years(
    lines: Sequence[Line], where: Sequence[Place], day: dt.date | None
) -> Iterator[ProjectYear]:
    """In the order of the document. A label outside the part that the first label opened is not taken."""
    inside: str | None = None
    closed: set[str] = set()
    at = 0
    while at < len(lines):
        project = where[at].project_id
        label = _label(lines[at])
        if inside != project:
            inside = None
        if project is None or label is None or (project in closed and inside is None):
            if inside is not None and _END.match(values.narrow(lines[at].text)):
                closed.add(inside)
                inside = None
            at += 1
            continue
        inside = project
        year, rest = label
        body = [rest] if rest else []
        end = at + 1
        while end < len(lines) and end - at <= _MOST and where[end].project_id == project:
            if _label(lines[end]) or _END.match(values.narrow(lines[end].text)):
                break
            if not _RUNNING.match(values.narrow(lines[end].text)):
                body.append(lines[end].text.strip())
            end += 1
        found = _proposal(year, body, lines[at], where[at], day)
        if found is not None:
            yield project, year, found
        at = end


def _label(line: Line) -> tuple[int, str] | None:
    """（R７年度） → 2025 and what stands behind it in the line."""
    match = _LABEL.match(wide(line.text))
    years, rest = fiscal_years(match.group(1)) if match else ([], "")
    return (years[0], match.group(2).strip()) if match and len(years) == 1 and not rest.strip() else None


def _proposal(year: int, body: list[str], line: Line, place: Place, day: dt.date | None) -> Proposal | None:
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
    if re.fullmatch(r"[-－−―ー‐]+|なし", text):
        answers = (("state", "なし"), ("as_printed", printed))
    elif text in ("検討中", "未定"):
        answers = (("state", text), ("as_printed", printed))
    elif "統合して" in text or text.endswith("統合"):
        answers, grade = (("state", "統合"), ("as_printed", printed)), "inferred"
        reasons.append(("「統合」とある", "the text speaks of a merger"))
    else:
        answers, grade = (("activities", "\n".join(items)),), "inferred"
        if _AS_BEFORE.search(text):
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
