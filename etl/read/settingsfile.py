"""office.toml: what in it is no setting, or names nothing, is said; and a office.toml that is still there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from etl.near import near
from etl.paths import Paths
from etl.problems import Problems
from renkei import officeformat
from renkei.office import OLDER_SETTINGS, SETTINGS
from renkei.officesettings import KEYS as OFFICE_KEYS
from renkei.officesettings import read

# every setting that the product reads, by section
KEYS = {
    **{section: tuple(keys) for section, keys in OFFICE_KEYS.items()},
    "product": ("without_sources", "without_sql"),
    "mart": ("keep_builds", "grace_hours"),
    "refresh": ("lock_timeout_seconds",),
    "survey": ("minimum_cell",),
    "board": ("default_language", "port", "hosts", "sessions", "half_open", "request_seconds"),
    "views": ("seconds", "rows"),
    "sql": ("editor", "editors", "seconds", "memory_mb", "rows", "cells"),
    "decisions": ("editor", "editors"),
    "pack": ("template", "base"),
}


def report_settings(paths: Paths, problems: Problems) -> None:
    """A notice for what is no setting; an error where [product] names what the product does not bring,
    which would stand on the board against the office's word."""
    settings = paths.settings()
    file = paths.short(paths.settings_file)
    if paths.settings_file.name == OLDER_SETTINGS:
        problems.report(
            "older_settings",
            f"設定は data/{SETTINGS} に移りました。いまはこのファイルを読み、data/{SETTINGS} は読んで"
            f"いません。書き換えた行を data/{SETTINGS} に写し、{OLDER_SETTINGS} を消してください",
            f"settings are in data/{SETTINGS} now. As long as this file is here it is read and "
            f"data/{SETTINGS} is not: copy the lines that you changed into data/{SETTINGS} and delete "
            f"{OLDER_SETTINGS}",
            severity="notice",
            file=file,
        )
    if too_new := officeformat.fault(settings):
        value = str(settings[officeformat.KEY])
        problems.report("office_format", *too_new, file=file, column=officeformat.KEY, value=value)
    if paths.begun_upgrade.is_file():
        problems.report(
            "upgrade_interrupted",
            "書式の書き換えが途中で止まっています。renkei upgrade が始める前に戻します",
            "an upgrade of the files was interrupted; renkei upgrade takes it back",
            file=file,
        )
    for wrong in read(settings, paths.settings_file.parent)[1]:
        problems.report(
            "setting_refused",
            wrong.ja,
            wrong.en,
            severity="aside",
            file=file,
            column=wrong.place,
            value=wrong.value,
            guess=wrong.guess,
        )
    for section, key in _unread(settings):
        names = KEYS.get(section, ()) if key else KEYS
        problems.report(
            "unknown_setting",
            "この設定はありません（読んでいません）",
            "there is no such setting: it is not read",
            severity="notice",
            file=file,
            column=f"[{section}] {key}".strip(),
            guess=near(key or section, list(names)),
        )
    if paths.office is not None:
        _report_product(settings.get("product", {}), paths, file, problems)


def _unread(settings: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for section, held in settings.items():
        if section == officeformat.KEY:
            continue
        if section not in KEYS or not isinstance(held, Mapping):
            yield section, ""
        else:
            yield from ((section, key) for key in held if key not in KEYS[section])


def _report_product(held: object, paths: Paths, file: str, problems: Problems) -> None:
    brought = {
        "without_sources": _folders(paths.root / "data" / "sources"),
        "without_sql": _files(paths.sql),
    }
    for key, names in brought.items():
        wanted = held.get(key, []) if isinstance(held, Mapping) else []
        if not isinstance(wanted, list):
            wanted = [wanted]
        for name in wanted:
            if name not in names:
                problems.report(
                    "unknown_product_part",
                    '製品にこの名前のものはありません。名前の並び（["…", "…"]）で書きます',
                    'the product has nothing of this name; write a list of names (["…", "…"])',
                    file=file,
                    column=f"[product] {key}",
                    value=str(name),
                    guess=near(str(name), names),
                )


def _folders(sources: Path) -> list[str]:
    return sorted(toml.parent.name for toml in sources.glob("*/source.toml"))


def _files(sql: Path) -> list[str]:
    return sorted(
        f"{kind}/{path.stem}" for kind in ("views", "checks") for path in (sql / kind).glob("*.sql")
    )
