"""The SQL file: a YAML header in one block comment, then one select (mart.md, The SQL file)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from etl.problems import Problem, Problems
from etl.sqlviews import sqlheader
from etl.sqlviews.textplace import problem
from renkei.sqlheader import Header, HeaderColumn, parse_header

# the longest of the house has 9 KB
MOST_BYTES = 256 * 1024


@dataclass(frozen=True)
class SqlFile:
    """One file of sql/kpi, sql/views or sql/checks.

    `start` is where the select begins in `text`; `marks` says where each key of the header stands.
    """

    schema: str
    name: str
    label: str
    header: Header
    select: str
    text: str = field(default="", repr=False)
    start: int = 0
    marks: Mapping[str, int] = field(default_factory=dict, repr=False)

    @property
    def qualified(self) -> str:
        return f"{self.schema}.{self.name}"

    @property
    def columns(self) -> Mapping[str, HeaderColumn]:
        return self.header.columns

    def offset(self, in_select: int) -> int:
        """Where a place in the select stands in the whole text."""
        lead = len(self.text[self.start :]) - len(self.text[self.start :].lstrip())
        return self.start + lead + in_select

    def wrong(
        self,
        rule: str,
        ja: str,
        en: str,
        column: str | None = None,
        value: str | None = None,
        guess: str | None = None,
        at: int | None = None,
    ) -> Problem:
        """An error in this file; `at` is an offset in its text, else where the header names `column`."""
        if at is None and column is not None:
            at = next((self.marks[k] for k in (f"columns.{column}", column) if k in self.marks), None)
        return problem(self.label, self.text, at, rule, ja, en, column, value, guess)


@dataclass(frozen=True)
class Folders:
    """Where the SQL lies: the product's folder, an office's own (its views/ and checks/), and what of the
    product's the office does without ("views/NAME", "checks/NAME")."""

    product: Path
    own: Path | None = None
    without: frozenset[str] = frozenset()

    def files(self, kind: str) -> list[Path]:
        """The files of kpi, views or checks; the office's takes the place of the product's of that name."""
        found = {
            path.name: path
            for path in (self.product / kind).glob("*.sql")
            if f"{kind}/{path.stem}" not in self.without
        }
        if self.own is not None and kind != "kpi":  # what the board itself asks is the product's
            found |= {path.name: path for path in (self.own / kind).glob("*.sql")}
        return [found[name] for name in sorted(found)]


def load(folders: Folders, kind: str, problems: Problems, reads: Read | None = None) -> list[SqlFile]:
    """All files of kpi, views or checks, by name; one that cannot be used is a problem. `reads`: as `read`
    does."""
    reads = reads or read
    files: list[SqlFile] = []
    taken: dict[str, str] = {}
    for path in folders.files(kind):
        # a name may hold bytes that are no text: it is told, and written into the manifest
        label = f"sql/{kind}/{path.name}".encode("utf-8", "backslashreplace").decode()
        before = taken.setdefault(path.stem.lower(), label)
        if before != label:
            problems.add(
                problem(
                    label,
                    "",
                    None,
                    "sql_name",
                    f"同じ名前のファイルがあります（{before}）。大文字と小文字は区別しません",
                    f"another file has this name ({before}); upper and lower case are the same",
                    value=path.stem,
                )
            )
            continue
        file = reads(path, kind, label, problems)
        if file is not None:
            files.append(file)
    return files


Read = Callable[[Path, str, str, Problems], "SqlFile | None"]


def _bytes(path: Path, label: str, problems: Problems) -> bytes | None:
    """What the file holds; None after adding a problem where it is no file, too long, or cannot be read."""
    why: tuple[str, str] | None = None
    try:
        if not path.is_file():
            why = ("ファイルではありません", "this is no file")
        elif (size := path.stat().st_size) > MOST_BYTES:
            most, here = f"{MOST_BYTES // 1024} KB", f"{size // 1024:,} KB"
            why = (
                f"{most} までにします（{here} あります）。値の表はデータとして置きます",
                f"at most {most} ({here} here); tables of values belong to the data",
            )
        else:
            return path.read_bytes()
    except OSError as error:
        why = (f"読めません（{error.strerror}）", f"cannot be read ({error.strerror})")
    problems.add(problem(label, "", 0, "sql_file", *why))
    return None


def read(path: Path, schema: str, label: str, problems: Problems) -> SqlFile | None:
    """One file; None after adding a problem for whatever keeps it from being used."""
    found = len(problems)
    held = _bytes(path, label, problems)
    if held is None:
        return None
    try:
        text = held.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        told = error.object[: error.start].decode("utf-8", errors="replace")
        problems.add(
            problem(
                label,
                told,
                len(told),
                "sql_encoding",
                "UTF-8 で保存します（ほかの文字コードの字があります）",
                "save the file as UTF-8 (there are characters in another encoding)",
                value=repr(error.object[error.start : error.start + 4]),
            )
        )
        return None
    if not sqlheader.NAME.fullmatch(path.stem) or path.stem in sqlheader.RESERVED:
        problems.add(
            problem(
                label,
                "",
                None,
                "sql_name",
                "ファイル名は英小文字で始め、英小文字・数字・_ だけにします（SQL の予約語は使えません）",
                "the file name starts with a lower-case letter and holds lower-case letters, digits and _ "
                "(and is no reserved word of SQL)",
                value=Path(label).stem,
            )
        )
    parsed = sqlheader.parse(text, schema, label, problems)
    if parsed is None or len(problems) > found:
        return None
    return SqlFile(
        schema,
        path.stem,
        label,
        parse_header(parsed.header),
        text[parsed.start :].strip(),
        text,
        parsed.start,
        parsed.marks,
    )
