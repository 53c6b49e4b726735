"""One form laid out, then stamped with the code and name of each municipality: many forms in little time."""

from __future__ import annotations

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

from etl.survey.book import form
from etl.survey.definition import Definition
from etl.survey.scope import Scope, Target

# stand where code and name will; no question holds such a word
_BLANK = Target("@CODE@", "@NAME@", "", None)
_ON = (1980, 1, 1, 0, 0, 0)  # the same definition gives the same bytes


class Stencil:
    """The parts of a form, those that name a municipality apart."""

    def __init__(self, definition: Definition, scope: Scope) -> None:
        with zipfile.ZipFile(BytesIO(form(definition, scope, _BLANK))) as book:
            self._parts = [(name, book.read(name)) for name in book.namelist()]

    def stamped(self, target: Target) -> bytes:
        """The workbook of `target`."""
        made = BytesIO()
        code, name = escape(target.code).encode(), escape(target.name).encode()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as book:
            for path, data in self._parts:
                info = zipfile.ZipInfo(path, _ON)
                info.compress_type = zipfile.ZIP_DEFLATED
                book.writestr(info, data.replace(b"@CODE@", code).replace(b"@NAME@", name), compresslevel=4)
        return made.getvalue()
