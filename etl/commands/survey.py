"""survey: a survey from its definition to forms, returns and replies (docs/survey.md)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from etl.commands.common import AsJson, Root, paths_of, short_path, stop_at, wrong_use
from etl.paths import Paths
from etl.survey.definition import closed_words
from renkei import japan
from renkei.console import json_text
from renkei.onevalue import OneValue

if TYPE_CHECKING:
    from etl.survey.collected import Collected, State
    from etl.survey.definition import Definition
    from etl.survey.scope import Scope

app = typer.Typer(
    cls=OneValue,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="調査：様式を作り、回収し、問い合わせる / a survey: forms, returns, replies",
)
Name = Annotated[str, typer.Argument(help="調査の名（英小文字・数字・_） / the survey's name")]


@app.command("new")
def new(name: Name, root: Root = None) -> None:
    """定義（survey.toml）を書き出す / write the definition, to be edited.

    Exit codes: 0 written, 1 the sources cannot be read, 2 wrong use or no room to write.
    """
    from etl.problems import Problems
    from etl.shape import read_reference
    from etl.survey.definition import FILE, usable
    from etl.survey.template import new as template
    from renkei.officesettings import read

    paths = paths_of(root)
    path = paths.surveys / name / FILE
    if not usable(name):
        raise wrong_use(
            f"調査の名は英小文字で始め、英小文字・数字・_ で書きます（{name}）",
            f"a survey's name is lower-case letters, digits and _, beginning with a letter ({name})",
        )
    if path.exists():
        raise wrong_use(
            f"{short_path(path, paths)} はもうあります", f"{short_path(path, paths)} is there already"
        )
    if (paths.sources / name).exists():
        raise wrong_use(
            f"{name} という出典があります。別の名にします", f"{name} is the name of a source; choose another"
        )
    problems = Problems()
    reference = read_reference(paths, problems)
    stop_at(problems)
    try:
        (path.parent / "returns").mkdir(parents=True, exist_ok=True)
        jobs = {key: job.name for key, job in reference.occupations.items()}
        office, _ = read(paths.settings(), paths.settings_file.parent)
        today = japan.today()
        text = template(
            name, today, jobs, tuple(reference.bureaus(today)), tuple(reference.regions(today)), office
        )
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise wrong_use(f"書き込めません（{error}）", f"cannot write ({error})") from error
    typer.echo(f"{short_path(path, paths)} を書きました。対象・期間・設問を直し、次を実行します。")
    typer.echo(f"wrote {short_path(path, paths)}: edit targets, period and questions, then run")
    typer.echo(f"  python -m etl survey forms {name}")


@app.command("forms")
def forms(
    name: Name,
    out: Annotated[
        Path | None,
        typer.Option(help="調査票を置くフォルダ / folder for the forms [data/surveys/NAME/forms]"),
    ] = None,
    root: Root = None,
) -> None:
    """市町村ごとの調査票（Excel）を作る / one workbook per municipality.

    Exit codes: 0 made, 1 the definition does not hold, 2 wrong use or no room to write.
    """
    from etl.survey.forms import write

    paths = paths_of(root)
    definition, scope = _definition(paths, name)
    folder = (out or definition.folder / "forms").resolve()
    try:
        made = write(definition, scope, folder)
    except OSError as error:
        raise wrong_use(f"書き込めません（{error}）", f"cannot write ({error})") from error
    typer.echo(f"調査票 {made:,} 件を {short_path(folder, paths)} に作りました（版 {definition.version}）。")
    typer.echo(f"{made:,} forms in {short_path(folder, paths)} (version {definition.version}).")
    typer.echo(f"戻った調査票を data/surveys/{name}/returns/ に入れます（ファイル名は自由）。")
    typer.echo(f"Put what comes back into data/surveys/{name}/returns/, under any name, then run")
    typer.echo(f"  python -m etl survey status {name}")


@app.command("status")
def status(name: Name, as_json: AsJson = False, root: Root = None) -> None:
    """誰が答え、何を問い合わせるか。返信文を replies/ に書く / who answered, what to ask; writes replies/.

    Exit codes: 0 told, 1 the definition does not hold, 2 wrong use or no room to write.
    """
    from etl.survey.collected import collect
    from etl.survey.replies import write

    paths = paths_of(root)
    definition, scope = _definition(paths, name)
    collected = collect(definition, scope)
    try:
        folder = write(collected)
    except OSError as error:
        raise wrong_use(f"書き込めません（{error}）", f"cannot write ({error})") from error
    if as_json:
        typer.echo(json_text(_as_dict(collected)))
    else:
        _print(collected, short_path(folder, paths))


def _definition(paths: Paths, name: str) -> tuple[Definition, Scope]:
    """The definition and what it comes to; ends with a word where either does not hold."""
    from etl.near import near
    from etl.problems import Problems
    from etl.shape import read_reference
    from etl.survey.definition import FILE
    from etl.survey.reading import load
    from etl.survey.reference import survey_scope

    folder = paths.survey(name)
    if folder is None:
        there = sorted(path.parent.name for path in paths.surveys.glob(f"*/{FILE}"))
        guess = near(name, there)
        hint = f"（候補: {guess}）" if guess else ""
        raise wrong_use(
            f"data/surveys/{name}/{FILE} がありません{hint}。python -m etl survey new {name} で作ります",
            f"there is no data/surveys/{name}/{FILE}; python -m etl survey new {name} makes one",
        )
    problems = Problems()
    definition = load(folder, problems)
    stop_at(problems)
    assert definition is not None
    told = survey_scope(definition, read_reference(paths, problems), problems)
    stop_at(problems)
    return definition, told


_STATES: dict[State, tuple[str, str]] = {
    "held": ("受付", "holds"),
    "open": ("要確認", "to be mended"),
    "none": ("未提出", "not returned"),
}


def _as_dict(collected: Collected) -> dict[str, Any]:
    """Everything, for other programs."""
    return {
        "survey_id": collected.definition.survey_id,
        "title": collected.definition.title,
        "version": collected.definition.version,
        "answers_from": str(collected.definition.answers_from) if collected.definition.answers_from else None,
        "published": collected.definition.published(japan.today()),
        "asked": len(collected.municipalities),
        "cells": collected.cells,
        **{state: collected.count(state) for state in ("held", "open", "none")},
        "municipalities": [
            {
                "municipality_code": item.target.code,
                "name": item.target.name,
                "state": item.state,
                "answered": item.answered,
                "files": item.files,
                "points": [point.problem.as_dict() for point in item.points],
            }
            for item in collected.municipalities
        ],
        "strays": [
            {"file": found.file, "code": found.code, "points": [p.problem.as_dict() for p in found.points]}
            for found in collected.strays
        ],
    }


def _print(collected: Collected, replies: str) -> None:
    echo = typer.echo
    total, definition = len(collected.municipalities), collected.definition
    echo(f"{definition.title}（{definition.survey_id}、版 {definition.version}）")
    counts = "、".join(f"{ja} / {en} {collected.count(state)}" for state, (ja, en) in _STATES.items())
    echo(f"対象 / asked {total:,}：{counts}")
    _say_publication(definition)
    for state, (ja, en) in _STATES.items():
        several = [item for item in collected.municipalities if item.state == state]
        if not several:
            continue
        echo(f"\n{ja} / {en}（{len(several)}）")
        if state == "none":
            echo("  " + "、".join(item.target.name for item in several))
            continue
        for item in several:
            errors = [point for point in item.points if point.stops]
            blanks = sum(point.rule == "blank" for point in item.points)
            gaps = f"、空欄 / blank {blanks}" if blanks else ""
            names = "、".join(item.files)
            echo(f"  {item.target.code} {item.target.name}  {item.answered}/{collected.cells}{gaps}  {names}")
            for point in item.points:
                if point.stops or point.rule != "blank":
                    echo(f"      {_line(point.problem, False)}")
                    echo(f"        {_line(point.problem, True)}")
            if not errors and state == "open":
                echo("      （直す点はありません / nothing to mend）")
    for found in collected.strays:
        echo(f"\nどの市町村か分からないファイル / a file of no municipality asked: {found.file}")
        for point in found.points:
            echo(f"      {_line(point.problem, False)}")
            echo(f"        {_line(point.problem, True)}")
    echo(f"\n返信文 / replies: {replies}/（{total} 件）")
    echo("直った調査票を returns/ に入れ替え、受け付けたものは make refresh で読み込みます。")
    echo("Replace mended returns in returns/; make refresh loads those that hold.")


def _say_publication(definition: Definition) -> None:
    if definition.published(japan.today()):
        typer.echo("受け付けた回答は、次の make refresh で公開します。")
        typer.echo("answers that hold are published with the next make refresh.")
    else:
        for words in closed_words(definition):
            typer.echo(words)


def _line(problem: Any, english: bool) -> str:
    """The problem without the file, which the line above has."""
    from dataclasses import replace

    return str(replace(problem, file="").line(english))
