"""An option that takes one value is given once. The parser would take the last without a word: of two
`--accept`, or two `--year`, one would seem to have held."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException


class OneValue(TyperGroup):
    """The commands of an app; wrong use (2) where an option that is no list stands twice."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name, command, rest = super().resolve_command(ctx, args)
        if command is not None:
            parser = command.make_parser(ctx)
            # as in the command's own context: options behind a word count too
            parser.allow_interspersed_args = command.allow_interspersed_args
            try:
                _, _, order = parser.parse_args(args=list(rest))
            except TyperException:
                order = []  # the command itself says what is wrong
            for option in order:
                times = order.count(option)
                if option.param_type_name == "option" and not option.multiple and times > 1:
                    flag = max(option.opts, key=len)
                    raise typer.BadParameter(
                        f"{flag} は一度だけ書きます（{times} 回あります） / "
                        f"{flag} takes one value and stands {times} times"
                    )
        return name, command, rest
