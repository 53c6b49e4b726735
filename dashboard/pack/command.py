"""python -m dashboard pack: a council pack from the command line.

Exit codes: 0 everything made (and the build pinned); 1 something could not be made or pinned (said which);
2 wrong use: nothing was written.
"""

from __future__ import annotations

import errno
import json
import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboard import failure
from dashboard.paths import log_folder, mart_folder, settings_file
from dashboard.text import T, word

if TYPE_CHECKING:
    from dashboard.pack.failed import Failed
    from dashboard.pack.formats import Made

DONE, PARTLY, WRONG_USE = 0, 1, 2


def _option(help_text: str, *names: str) -> Any:
    return typer.Option(*names, help=help_text)


def pack(
    meeting: Annotated[str | None, _option("会議の名前 / name of the meeting")] = None,
    date: Annotated[str | None, _option("会議の日 / date of the meeting: 2026-02-10")] = None,
    number: Annotated[str | None, _option("資料番号 / number of the paper: 資料1")] = None,
    pages: Annotated[
        str | None,
        _option(
            "頁か図、順に（なければ全部） / pages or panels, in order (else all): overview,disbursements"
        ),
    ] = None,
    lang: Annotated[str | None, _option("言語 / languages: ja, en or ja,en", "--lang")] = None,
    format_: Annotated[str | None, _option("書式 / formats: pptx,…", "--format")] = None,
    out: Annotated[Path, _option("置くフォルダ / folder to write to")] = Path(),
    scope: Annotated[
        str | None, _option("範囲 / scope: prefecture:20, scheme:ID, bureau:NAME, regions:a,b")
    ] = None,
    region: Annotated[str | None, _option("注目する地域 / region in focus")] = None,
    peers: Annotated[str | None, _option("比べる地域 / regions to compare with")] = None,
    year: Annotated[int | None, _option("年度 / fiscal year")] = None,
    since: Annotated[int | None, _option("前の年 / earlier year of a slope")] = None,
    until: Annotated[int | None, _option("後の年 / later year of a slope")] = None,
    survey: Annotated[str | None, _option("調査ID（なければ最新） / survey id (newest if none)")] = None,
    per_resident: Annotated[bool | None, _option("住民一人当たりで / amounts per resident")] = None,
    search: Annotated[str | None, _option("台帳の中を探す / words in the registers")] = None,
    weights: Annotated[
        str | None, _option("似た地域の指標の重み / weights of indicators (density.0)")
    ] = None,
    axes: Annotated[str | None, _option("似た地域の図の指標を二つ / two indicators of its chart")] = None,
    members: Annotated[str | None, _option("組み合わせる団体コード / codes of a coalition")] = None,
    coalition: Annotated[str | None, _option("組み合わせの名前 / name of the coalition")] = None,
    calendar: Annotated[str | None, _option("年度の書き方 / wareki or western")] = None,
    build: Annotated[str | None, _option("版、または会議の名前、live / build, its meeting, or live")] = None,
    base: Annotated[str | None, _option("ボードのアドレス / address of the board")] = None,
    template: Annotated[Path | None, _option("自前のひな形 / your own .pptx template")] = None,
    large_print: Annotated[bool | None, _option("大きな字で / large print")] = None,
    slides: Annotated[
        int | None, _option("長い一覧のスライドの上限（0は全部） / slides of a long list at most (0: all)")
    ] = None,
    values: Annotated[
        bool | None, _option("図の数値を末尾に / figures of the charts at the end", "--values/--no-values")
    ] = None,
    csv_encoding: Annotated[str | None, _option("utf-8 | cp932")] = None,
    settings_file: Annotated[
        Path | None, _option("保存した設定 / settings kept earlier (TOML)", "--settings")
    ] = None,
    save: Annotated[Path | None, _option("設定を保存 / keep the settings (TOML)")] = None,
    pin: Annotated[
        bool,
        _option("版を会議の名前で固定するか / whether the build is pinned to the meeting", "--pin/--no-pin"),
    ] = True,
    lines: Annotated[bool, typer.Option("--json-lines", hidden=True)] = False,
    list_: Annotated[bool, _option("選べる頁と図 / pages and panels there are", "--list")] = False,
) -> None:
    """会議資料を作る / make a council pack.

    Exit codes: 0 made, build pinned; 1 something could not be made or pinned; 2 wrong use.
    """
    given = {
        "meeting": meeting, "date": date, "number": number, "pages": pages, "languages": lang,
        "formats": format_, "scope": scope, "region": region, "peers": peers, "year": year, "since": since,
        "until": until, "survey": survey, "per": per_resident, "search": search, "weights": weights,
        "axes": axes, "members": members, "coalition": coalition, "calendar": calendar,
        "build": build, "base": base, "template": template and template.resolve(),
        "large_print": large_print, "slides": slides, "values": values, "csv_encoding": csv_encoding,
    }  # fmt: skip
    signal.signal(signal.SIGTERM, _ended)
    # what an older build lacks, or a panel that fails, stands in the pack itself; the cause is for the log
    if lines:
        failure.keep_output()  # the board that started this process keeps it
    else:
        failure.keep_log(log_folder())
    wrong = _wrong_line if lines else _say
    with _message_lines() if lines else _progress() as say:
        say(T("始める", "starting"), 0, 100)
        # the pages and with them the toolkit load here, behind the first line of progress
        from dashboard.pack import settings as kept
        from dashboard.pack.problems import PackError
        from dashboard.pack.run import run
        from dashboard.pages import offered

        try:
            if list_:
                _list({key: value for key, value in given.items() if value is not None})
                return
            told, folder = defaults(), None
            if settings_file is not None:
                told |= kept.read(settings_file)
                folder = settings_file.parent
            told |= {key: value for key, value in given.items() if value is not None}
            told.setdefault("pages", [page.page_id for page in offered()])
            settings = kept.parse(told, folder)
            if save is not None:
                _can_save(save)
            outcome = run(settings, mart_folder(), out, say, pin_build=pin)
            if save is not None:
                _save(save, kept.text(settings, folder=save.parent))
        except PackError as error:
            for problem in error.problems:
                wrong(T(problem.line("ja"), problem.line("en")))
            raise typer.Exit(WRONG_USE) from error
        except Exception as error:
            if isinstance(error, typer.Exit):
                raise
            number = failure.note("pack", error)
            wrong(failure.text(number, "file"))
            raise typer.Exit(PARTLY) from error
    for item in outcome.made:
        for panel in item.failed:
            wrong(_not_shown(item, panel))
        if item.path is not None:
            typer.echo(str(item.path))
        elif item.why is not None:
            label = item.format.label
            wrong(T(f"{label.ja}: {item.why.ja}", f"{label.en}: {item.why.en}"))
    if outcome.pinned is not None and outcome.pinned.why is not None:
        wrong(outcome.pinned.why)
    elif outcome.pinned is not None and not lines:
        name = outcome.pinned.name
        _say(
            T(f"版 {outcome.build_id} を「{name}」に固定", f'build {outcome.build_id} is pinned as "{name}"')
        )
    raise typer.Exit(DONE if outcome.whole else PARTLY)


def _not_shown(item: Made, panel: Failed) -> T:
    """Which panel of which file says that it cannot be shown, and the number of the cause in the log."""
    ja, en = (
        word("failure.pack", lang).format(
            format=item.format.label(lang), panel=panel.question(lang), number=panel.number
        )
        for lang in ("ja", "en")
    )
    return T(ja, en)


def defaults() -> dict[str, Any]:
    """What office.toml says of packs: `[pack] template`, `base`; a template.pptx beside it counts."""
    file = settings_file()
    if not file.exists():
        return {}
    from dashboard.pack import settings as kept

    told: dict[str, Any] = dict(kept.read(file).get("pack", {}))
    if told.get("template"):
        told["template"] = str(file.parent / told["template"])
    elif (beside := file.parent / "template.pptx").is_file():
        told["template"] = str(beside)
    return told


def _can_save(file: Path) -> None:
    """Known before anything is made; written once the settings have proved right."""
    try:
        with tempfile.TemporaryFile(dir=file.parent):
            pass
        if file.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    except OSError as error:
        raise _unsaved(file, error) from error


def _save(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise _unsaved(file, error) from error


def _unsaved(file: Path, error: OSError) -> Exception:
    from dashboard.pack.problems import PackError, Problem

    why = T(f"保存できない（{error.strerror}）", f"it cannot be saved ({error.strerror})")
    return PackError(Problem("save", str(file), why))


def _list(data: dict[str, Any]) -> None:
    """Of the live build, or of the one that is named."""
    from dashboard.mart import shared_mart
    from dashboard.pack.choice import build_named
    from dashboard.selection import listed

    for page, panel, title in listed(build_named(data.get("build"), shared_mart(mart_folder()))):
        typer.echo(f"{'  ' if panel else ''}{panel or page}  {title.ja} / {title.en}")


def _wrong_line(message: T) -> None:
    typer.echo(json.dumps({"problem": True, "ja": message.ja, "en": message.en}), err=True)


def _say(message: T) -> None:
    typer.echo(message.ja, err=True)
    typer.echo(message.en, err=True)


def _ended(number: int, frame: FrameType | None) -> None:
    """Ended from outside: what is half written is removed on the way out."""
    raise SystemExit(128 + number)


@contextmanager
def _message_lines() -> Iterator[Any]:
    """Every step as a line of JSON, for the board that started this process."""

    def line(message: T, done: int, of: int) -> None:
        typer.echo(json.dumps({"done": done, "of": of, "ja": message.ja, "en": message.en}), err=True)

    yield line


@contextmanager
def _progress() -> Iterator[Any]:
    """A bar on a terminal, one plain line per step elsewhere; both to stderr, stdout is for the files."""
    if not sys.stderr.isatty():
        last = [""]

        def plain(message: T, done: int, of: int) -> None:
            if message.en != last[0]:
                typer.echo(f"{done:3d} %  {message.ja} / {message.en}", err=True)
            last[0] = message.en

        yield plain
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:3.0f} %"))
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=100)

        def shown(message: T, done: int, of: int) -> None:
            bar.update(task, description=f"{message.ja} / {message.en}", completed=100 * done // of)

        yield shown
