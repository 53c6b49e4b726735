"""The notes page of a slide: question, sources, what is missing, notes, and where each figure is from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard.pack.content import Pack, Section
from dashboard.panel import Origin, PanelData
from dashboard.render.html import cited
from dashboard.text import Lang, word

_MOST = 40
_MOST_FIGURES = 6


def of_panel(pack: Pack, section: Section, data: PanelData) -> list[str]:
    lang = pack.lang
    lines = [data.title, data.subtitle, f"{word('pack.question', lang)}: {data.panel.question(lang)}", ""]
    lines += [f"{word('panel.source', lang)}: {cited(item, lang)}" for item in data.citations]
    if data.missing:
        comma = "、" if lang == "ja" else ", "
        lines.append(f"{word('panel.missing', lang)}: {comma.join(data.missing)}")
    lines += [f"{word('panel.notes', lang)}: {note}" for note in data.remarks]
    lines += [f"{word('panel.build', lang)}: {data.build_id}"]
    if address := pack.address_of(section, data):
        lines += [f"{word('pack.address', lang)}: {address}"]
    if data.panel.origin:
        lines += ["", f"{word('pack.from', lang)}:", *_where(data.origin, lang)]
    return lines


def of_section(pack: Pack, section: Section) -> list[str]:
    """The cards of a page: where their figures come from."""
    lang = pack.lang
    lines = [section.question, section.finding, *(item.text for item in section.conclusions), ""]
    for name, found in section.find_card_origins():
        lines += [f"{word('pack.from', lang)}: {name}", *_where(found, lang)]
    lines += [f"{word('panel.build', lang)}: {pack.build_id}"]
    return [*lines, section.address] if section.address else lines


def _where(origins: Sequence[Origin], lang: Lang) -> list[str]:
    """One line per place of a document, with the figures printed there and the transcribed rows."""
    places: dict[tuple[str, str], list[Origin]] = {}
    for item in origins:
        places.setdefault((item.document, item.place), []).append(item)
    lines = []
    for (document, place), items in list(places.items())[:_MOST]:
        head = " ".join(part for part in (document, place) if part)
        lines.append(f"- {head}: {_figures(items, lang)} [{_rows(items)}]")
        lines += [f"    {told}" for told in _remarks(items)]
    left = len(places) - _MOST
    if left > 0:
        lines.append(f"- {word('pack.more_rows', lang).format(count=left)}")
    return lines


def _figures(items: Sequence[Origin], lang: Lang) -> str:
    comma = "、" if lang == "ja" else ", "
    shown = [f"{item.what} {item.as_printed}".strip() for item in items[:_MOST_FIGURES]]
    left = len(items) - len(shown)
    if left > 0:
        shown.append(word("pack.more_rows", lang).format(count=left))
    return comma.join(shown)


def _rows(items: Iterable[Origin]) -> str:
    """The transcribed rows: file:first-last."""
    files: dict[str, list[str]] = {}
    for item in items:
        file, _, row = item.row.rpartition(":")
        files.setdefault(file, []).append(row)
    return ", ".join(
        f"{file}:{rows[0]}" + (f"…{rows[-1]}" if len(rows) > 1 else "") for file, rows in files.items()
    )


def _remarks(items: Iterable[Origin]) -> list[str]:
    return list(dict.fromkeys(told for item in items for told in (item.corrections, item.note) if told))
