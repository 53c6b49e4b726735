"""What a pack is asked to be: frozen, kept as a small TOML file, so that next year's is one command.

Here only the form of a setting is looked at; whether a build knows the page or region: choice.py.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal, get_args

from dashboard import coalition, nearness
from dashboard.format import CALENDARS
from dashboard.pack.problems import PackError, Problem
from dashboard.reached import public_address
from dashboard.state import State, searched
from dashboard.text import LANGUAGES, Lang, T
from renkei.near import near

Encoding = Literal["utf-8", "cp932"]
ENCODINGS: tuple[Encoding, ...] = get_args(Encoding)
_LONGEST = 120
_DAY = re.compile(r"(?:(?:令和|[Rr])(\d{1,2})|(\d{4}))[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_BEFORE_REIWA = 2018


# so many slides a long list takes at most: what is beyond is not read at a meeting
MOST_SLIDES, _MANY_SLIDES = 5, 1000


@dataclass(frozen=True)
class Settings:
    """`wanted`: ids of pages or panels, in order. `state.build` is None for the live build.

    `meeting` "" and `date` None: of no meeting. Everything in a file that could be a clock is the date, else
    the build's, so that the same settings and build give the same bytes. `slides`: as many as a long list
    takes at most, 0 for all. `number` is 資料番号 ("資料1"), "" for none. `values`: whether the handout ends
    with the figures of its charts; None: where a whole page was chosen.
    `base` is the address of the board that the pack points back to, "" where others have none (reached.py).
    """

    meeting: str
    date: dt.date | None
    wanted: tuple[str, ...]
    number: str = ""
    languages: tuple[Lang, ...] = ("ja",)
    formats: tuple[str, ...] = ("pptx",)
    state: State = field(default_factory=State)
    large_print: bool = False
    slides: int = MOST_SLIDES
    values: bool | None = None
    csv_encoding: Encoding = "utf-8"
    base: str = ""
    template: Path | None = None

    def in_language(self, lang: Lang) -> State:
        """The state of the pages in one of the languages."""
        return replace(self.state, lang=lang)


# how each setting is written in the file and on the command line
_STATE = (
    "scope",
    "region",
    "peers",
    "year",
    "since",
    "until",
    "survey",
    "per",
    "search",
    "weights",
    "axes",
    "members",
    "coalition",
)
_KEYS = (
    *("meeting", "date", "number", "pages", "languages", "formats", "large_print", "slides", "values"),
    *("csv_encoding", "calendar", *_STATE, "build", "base", "template"),
)


def parse(data: Mapping[str, Any], folder: Path | None = None) -> Settings:
    """Raw settings, as of a file or a command line, by key. Raises PackError with all problems at once.

    `folder` is where a relative template is looked for.
    """
    found: list[Problem] = [
        Problem(key, "", T("この設定はない", "there is no such setting"), near(key, _KEYS))
        for key in data
        if key not in _KEYS
    ]
    take = _Taker(data, found)
    state = State(
        calendar=take.one("calendar", CALENDARS, None),
        scope=take.line("scope") or None,
        region=take.line("region") or None,
        peers=take.names("peers"),
        year=take.year("year"),
        since=take.year("since"),
        until=take.year("until"),
        survey=take.line("survey") or None,
        per=take.flag("per"),
        search=searched(take.line("search")),
        build=_build(take.line("build")),
        weights=take.read(
            "weights", nearness.weights, T("density.0 のように書く（0～5）", "as density.0 (0 to 5)")
        ),
        axes=take.read("axes", nearness.axes, T("指標IDを二つ", "two ids of indicators")),
        members=take.members(),
        coalition=coalition.name(take.line("coalition")),
    )
    template = take.line("template")
    settings = Settings(
        meeting=take.line("meeting"),
        date=take.date(),
        wanted=take.names("pages"),
        number=take.line("number"),
        languages=take.several("languages", LANGUAGES, ("ja",)),
        formats=take.names("formats") or ("pptx",),
        state=state,
        large_print=take.flag("large_print"),
        slides=take.number("slides", MOST_SLIDES),
        values=take.flag("values") if "values" in data else None,
        csv_encoding=take.one("csv_encoding", ENCODINGS, "utf-8"),
        base=public_address(take.line("base")),
        template=(folder or Path()) / template if template else None,
    )
    if not settings.wanted:
        found.append(Problem("pages", "", T("頁か図を一つは選ぶ", "choose at least one page or panel")))
    if found:
        raise PackError(*found)
    return settings


def read(file: Path) -> dict[str, Any]:
    """The raw settings of a file. Raises PackError where it cannot be read."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        why = T(
            f"設定のファイルが読めない（{error.strerror}）",
            f"the settings file cannot be read ({error.strerror})",
        )
    except ValueError as error:
        why = T(f"TOMLとして読めない（{error}）", f"this is not TOML ({error})")
    raise PackError(Problem("settings", str(file), why))


def raw(settings: Settings) -> dict[str, Any]:
    """What `parse` takes to give these settings again; only what differs from the default."""
    told: dict[str, Any] = {"meeting": settings.meeting, "number": settings.number}
    told |= {} if settings.date is None else {"date": settings.date}
    told |= {"pages": list(settings.wanted), "languages": list(settings.languages)}
    told |= {"formats": list(settings.formats)}
    usual = {item.name: item.default for item in fields(Settings)}
    for key in ("large_print", "slides", "values", "csv_encoding", "base", "template"):
        if getattr(settings, key) != usual[key]:
            told[key] = getattr(settings, key)
    return {key: value for key, value in (told | raw_state(settings.state)).items() if value != ""}


def raw_state(state: State) -> dict[str, Any]:
    """What of a state goes into settings; only what differs from the default."""
    told = {key: getattr(state, key) for key in ("calendar", *_STATE, "build")}
    return {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in told.items()
        if value not in (None, (), False)
    }


def text(settings: Settings, follow: bool = False, folder: Path | None = None) -> str:
    """The settings as a TOML file. `follow`: next year's figures, with this year's build as a remark.

    `folder` is the file's: the template is named from there, so that both can be carried along.
    """
    lines = [
        "# 会議資料の設定 / settings of a council pack",
        "#   python -m dashboard pack --settings FILE --out FOLDER",
        "# 日付などは上書きできる / what stands on the command line wins: --date 2027-02-09",
        "",
    ]
    held = raw(settings)
    if folder is not None and settings.template is not None:
        held["template"] = _from(folder, settings.template)
    build = held.pop("build", None) if follow else None
    lines += [f"{key} = {_toml(value)}" for key, value in held.items()]
    if build is not None:
        lines += [
            "# 同じ数値でもう一度作るには、次の行の # を外す / for the same figures again take away the #",
            f"# build = {_toml(build)}",
        ]
    return "\n".join([*lines, ""])


def _from(folder: Path, file: Path) -> str:
    """The way from a folder to a file; where they share nothing but the root of a disk, the whole path."""
    one, other = folder.resolve(), file.resolve()
    shared = [a for a, b in zip(one.parts, other.parts, strict=False) if a == b]
    if len(shared) < 2:
        return str(other)
    return Path(os.path.relpath(other, one)).as_posix()


def _toml(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list):
        return f"[{', '.join(_toml(item) for item in value)}]"
    # a JSON string is a TOML string, once its DEL is escaped too
    told = value if isinstance(value, (bool, int)) else str(value)
    return json.dumps(told, ensure_ascii=False).replace("\x7f", "\\u007f")


def _day(text: str) -> dt.date:
    """2026-02-10, and as people in an office write it: 2026/2/10, 2026年2月10日, 令和8年2月10日, R8.2.10."""
    told = _DAY.fullmatch(unicodedata.normalize("NFKC", text).replace("元年", "1年").replace(" ", ""))
    if told is None:
        raise ValueError(text)
    reiwa, year, month, day = told.groups()
    return dt.date(int(reiwa) + _BEFORE_REIWA if reiwa else int(year), int(month), int(day))


def _build(name: str) -> str | None:
    return None if name in ("", "live") else name


class _Taker:
    """Takes settings one by one and notes what is wrong with each."""

    def __init__(self, data: Mapping[str, Any], problems: list[Problem]) -> None:
        self._data = data
        self._problems = problems

    def _wrong(self, key: str, value: object, expected: T, guess: str | None = None) -> None:
        self._problems.append(Problem(key, str(value), expected, guess))

    def line(self, key: str) -> str:
        """One line of text without control characters."""
        value = self._data.get(key)
        if value is None:
            return ""
        if isinstance(value, (list, dict, bool)):
            self._wrong(key, value, T("一つの文字列で書く", "one text is expected"))
            return ""
        plain = " ".join("".join(ch if ch.isprintable() else " " for ch in str(value)).split())
        if len(plain) > _LONGEST:
            self._wrong(key, plain[:20] + "…", T(f"{_LONGEST}字まで", f"at most {_LONGEST} characters"))
        return plain

    def names(self, key: str) -> tuple[str, ...]:
        """A list, or one text with commas; each name once, in order."""
        value = self._data.get(key)
        if value is None:
            return ()
        parts: Iterable[Any] = value.replace("、", ",").split(",") if isinstance(value, str) else value
        if isinstance(value, (bool, int, float, dict)):
            self._wrong(key, value, T("名前を並べて書く", "a list of names is expected"))
            return ()
        return tuple(dict.fromkeys(str(part).strip() for part in parts if str(part).strip()))

    def one(self, key: str, choices: Sequence[Any], usual: Any) -> Any:
        value = self.line(key)
        if value and value not in choices:
            listed = ", ".join(choices)
            self._wrong(key, value, T(f"{listed} のどれか", f"one of {listed}"), near(value, choices))
        return value or usual

    def several(self, key: str, choices: Sequence[Any], usual: tuple[Any, ...]) -> tuple[Any, ...]:
        values = self.names(key)
        for value in values:
            if value not in choices:
                listed = ", ".join(choices)
                self._wrong(key, value, T(f"{listed} のどれか", f"one of {listed}"), near(value, choices))
        return values or usual

    def flag(self, key: str) -> bool:
        value = self._data.get(key, False)
        if not isinstance(value, bool):
            self._wrong(key, value, T("true か false", "true or false"))
        return value is True

    def number(self, key: str, usual: int) -> int:
        value = self._data.get(key, usual)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MANY_SLIDES:
            self._wrong(key, value, T(f"0～{_MANY_SLIDES}の整数", f"a whole number from 0 to {_MANY_SLIDES}"))
            return usual
        return value

    def year(self, key: str) -> int | None:
        value = self._data.get(key)
        found: int | None = self._tried(
            key, value, lambda: int(str(value)), T("西暦の年（例: 2024）", "a year (e.g. 2024)")
        )
        return found

    def date(self) -> dt.date | None:
        value = self._data.get("date")
        expected = T("会議の日付を 2026-02-10 のように書く", "the date of the meeting, as 2026-02-10")
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date):
            return value
        day: dt.date | None = self._tried("date", value, lambda: _day(str(value)), expected)
        return day

    def read(
        self, key: str, made: Callable[[Iterable[str]], tuple[str, ...] | None], expected: T
    ) -> tuple[str, ...]:
        """Names of a form of their own; `made` gives None where one cannot be read."""
        asked = self.names(key)
        found = made(asked)
        if found is None:
            self._wrong(key, ",".join(asked), expected)
        return found or ()

    def members(self) -> tuple[str, ...]:
        asked = self.names("members")
        codes = coalition.codes(asked)
        for name in asked:
            if name not in codes:
                most = coalition.MOST_MEMBERS
                told = T(f"6桁の団体コードを{most}まで", f"six-digit codes of municipalities, {most} at most")
                self._wrong("members", name, told)
        return codes

    def _tried(self, key: str, value: Any, make: Callable[[], Any], expected: T) -> Any:
        if value in (None, ""):
            return None
        try:
            return make()
        except ValueError:
            self._wrong(key, value, expected)
            return None
