"""python -m dashboard doctor: the examination on the terminal, in both languages."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Annotated

import typer

from dashboard import failure
from dashboard.mart import NoMart, shared_mart
from dashboard.parameters import today
from dashboard.paths import log_folder, mart_folder
from dashboard.text import T, word

DONE, FAULTS, WRONG_USE = 0, 1, 2
_MARKS = {"fault": ("誤り", "fault"), "gap": ("なし", "none"), "note": ("お知らせ", "note")}


def doctor(
    sheet: Annotated[
        Path | None, typer.Option(help="すべての頁の絵を並べた PNG / a PNG with a picture of every page")
    ] = None,
    draw: Annotated[
        bool, typer.Option("--draw", help="頁と会議資料も作ってみる / draw every page and a pack too")
    ] = False,
) -> None:
    """この事務局のボードに何があり、何が足りないか / what this office's board has and lacks.

    Exit codes: 0 nothing is wrong (gaps may be), 1 faults, 2 there is no build.
    """
    failure.keep_log(log_folder())
    from dashboard.doctor import contactsheet, drawing, examined
    from dashboard.pack.failed import Unmade
    from dashboard.pages import offered

    # the toolkit warns of every page that is drawn without a server
    logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").disabled = True
    mart = shared_mart(mart_folder())
    try:
        build = mart.live()
    except NoMart:
        _say(T(word("app.no_mart", "ja"), word("app.no_mart", "en")))
        raise typer.Exit(WRONG_USE) from None
    lines = examined.examine(mart, build, today())
    for line in lines:
        ja, en = _MARKS[line.level]
        typer.echo(f"{ja}: {line.text.ja}")
        typer.echo(f"  {en}: {line.text.en}")
    faults = sum(line.level == "fault" for line in lines)
    if draw:
        wrong = drawing.everything(mart_folder(), [page.page_id for page in offered()])
        for told in wrong:
            typer.echo(f"誤り / fault: {told}")
        faults += len(wrong)
        _say(_count("doctor.drawn", len(wrong)))
    if sheet is not None:
        try:
            contactsheet.write(mart, offered(), today(), sheet)
            typer.echo(str(sheet))
        except (Unmade, OSError) as error:
            _say(error.reason if isinstance(error, Unmade) else T(str(error), str(error)))
            faults += 1
    gaps = sum(line.level == "gap" for line in lines)
    ending = (word("doctor.end", lang).format(faults=faults, gaps=gaps) for lang in ("ja", "en"))
    _say(T(*ending))
    raise typer.Exit(FAULTS if faults else DONE)


def _count(key: str, count: int) -> T:
    return T(*(word(key, lang).format(count=count) for lang in ("ja", "en")))


def _say(text: T) -> None:
    typer.echo(text.ja)
    typer.echo(text.en)
