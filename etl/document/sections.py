"""Which region and which project a line of a document is about, from the headings above it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from etl.clean import values
from etl.document.pages import Line
from etl.document.wording import Wording
from etl.newyear.due import Frames

_NUMBERED = re.compile(r"^(?:第?\d+[.．、)）章節]|\(\d+\)|[①-⑳]|[■◆●○◎【])")
_BRACKETS_AT_END = re.compile(r"\(.*\)$")
_SIGNS = re.compile(r"[・･()\[\]「」『』、,.]")


@dataclass(frozen=True)
class Place:
    """Ids, and the headings by which they are called."""

    region_id: str | None = None
    project_id: str | None = None
    heading: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """Printed names, without blanks and signs → ids."""

    regions: Mapping[str, str]
    projects: Mapping[str, Mapping[str, str]]  # region → name → project
    names: Mapping[str, str]  # id → name

    @classmethod
    def of(cls, frames: Frames) -> Vocabulary:
        regions = dict(frames["region"].select("region_id", "name").iter_rows())
        projects: dict[str, dict[str, str]] = {}
        names = dict(regions)
        for project, region, name in frames["project"].select("project_id", "region_id", "name").iter_rows():
            projects.setdefault(region, {})[plain(name)] = project
            names[project] = name
        return cls({plain(name): key for key, name in regions.items()}, projects, names)

    def region(self, label: str) -> str | None:
        return self.regions.get(plain(label))


def plain(text: str) -> str:
    """A name as it is compared: widths, blanks and signs out."""
    return _SIGNS.sub("", values.narrow(text))


def places(lines: Sequence[Line], vocabulary: Vocabulary, wording: Wording) -> list[Place]:
    """For each line the region and project that it stands under."""
    found, at = [], Place()
    for number in range(len(lines)):
        at = _next(lines, number, at, vocabulary, wording)
        found.append(at)
    return found


def _next(
    lines: Sequence[Line], number: int, before: Place, vocabulary: Vocabulary, wording: Wording
) -> Place:
    text = values.narrow(lines[number].text)
    if not text or len(text) > 80:
        return before
    region = _of(vocabulary.regions, lines, number, _NUMBERED.sub("", text), 2)
    if region is not None:
        same = before.region_id == region
        return before if same else Place(region, None, vocabulary.names[region])
    if before.region_id is None:
        return before
    if len(text) < 50 and _ends_elsewhere(text, wording):
        return Place()
    mine = vocabulary.projects.get(before.region_id, {})
    label = re.match(f"{wording.pattern('project', 'labels').pattern}:?", text)
    project = _of(mine, lines, number, _NUMBERED.sub("", text[label.end() :] if label else text), 4)
    if project is None and not label:
        return before
    heading = vocabulary.names[before.region_id]
    if project is not None:
        heading += f"｜{vocabulary.names[project]}"
    return Place(before.region_id, project, heading)


def _ends_elsewhere(text: str, wording: Wording) -> bool:
    """What ends the part about a region: a rule, a list, a table of contents, whatever stands in brackets
    behind it."""
    return any(wording.ends("document", "elsewhere", end) for end in (text, _BRACKETS_AT_END.sub("", text)))


def _of(names: Mapping[str, str], lines: Sequence[Line], number: int, first: str, most: int) -> str | None:
    """The id of the name that a line is, with the lines after it where the name runs on."""
    text = plain(first)
    for line in ["", *(line.text for line in lines[number + 1 : number + most])]:
        text += plain(line)
        if text in names:
            return names[text]
        if not text or not any(name.startswith(text) for name in names):
            return None
    return None
