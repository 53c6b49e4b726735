"""Two builds of a survey side by side: what one of them hides, no comparison tells.

A cell that was shown and is hidden now, or the other way round, and a total with hidden cells in it, would
between two builds give a number away; and that it was shown under another minimum says that it is at least
that. So of a table is told that such cells changed, never which. Of a total not even whether it changed is
told, once anybody's answer came, went or became another: one that stays as it was tells that the hidden
answer added to it is nil. Where the builds hide different answers of a survey, or leave different
municipalities out, no total of it is told: one build may add up in the open what the other hides. Rows that
went are told by their number, for what stood in them may stand hidden under another key.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import polars as pl

ANSWER, TOTAL = "survey_answer", "survey_total"
TABLES = (ANSWER, TOTAL)
# of these rules: a list of changes that an earlier program wrote may give more away
REVISION = 1
UNTOLD = "秘匿 / suppressed"
VALUES = ("value", "text")
# columns of a mark: the values are not told; whether a change is (null: where the values differ); it waits
UNTOLD_MARK, CHANGE_MARK, HELD_MARK = "_untold", "_changed", "_waits"
_QUESTION_KEYS = ("survey_id", "question_id", "occupation_id")
_SURVEY = "survey_id"
_ADDED_UP = ("answered", "left_out")
_LEFT_OUT = "left_out"  # municipalities with a hidden answer
_TELLING = {ANSWER: ("missing_reason",), TOTAL: ("missing_reason", "hidden", *_ADDED_UP)}
_SAYING = {ANSWER: ("missing_reason",), TOTAL: ("missing_reason", "hidden")}  # whether a row is closed


def gives_away(table: str, column: str | None) -> bool:
    """Whether a change of this column, told with its key, can say that a cell was or is hidden."""
    return table in TABLES and column in (*VALUES, *_TELLING[table])


def rows_gone(count: int) -> str:
    """Instead of what stood in rows that went."""
    return f"{count:,} 行（値は示さない） / {count:,} rows (their values are not told)"


class Concealment:
    """The survey's tables of two builds, by name; one that a build does not have is left out."""

    def __init__(
        self, old: dict[str, pl.DataFrame], new: dict[str, pl.DataFrame], keys: dict[str, Sequence[str]]
    ) -> None:
        self._old, self._new, self._keys = old, new, keys

    def marks(self, table: str) -> pl.DataFrame | None:
        """The keys of rows that are told in another way than by their values; None where all are."""
        if table not in self._old or table not in self._new:
            return None
        keys = list(self._keys[table])
        hidden = self._hidden(table)
        if table == ANSWER:
            return _all_untold(hidden)
        return self._totals(keys, hidden)

    def _hidden(self, table: str) -> pl.DataFrame:
        keys = list(self._keys[table])
        found = [_closed(table, frame).select(keys) for frame in (self._old[table], self._new[table])]
        return pl.concat(found, how="vertical_relaxed").unique()

    def _other_hidden(self) -> pl.DataFrame:
        """Surveys of which the builds hide different answers, or leave different municipalities out."""
        old, new = self._old, self._new
        if ANSWER not in old or ANSWER not in new:
            return pl.concat([old[TOTAL].select(_SURVEY), new[TOTAL].select(_SURVEY)]).unique()
        keys = list(self._keys[ANSWER])
        closed = [_closed(ANSWER, frame).select(keys) for frame in (old[ANSWER], new[ANSWER])]
        given = [_given(frame).select(keys) for frame in (old[ANSWER], new[ANSWER])]
        every = [frame[ANSWER].select(keys) for frame in (old, new)]
        left = [_with(f[TOTAL], (_LEFT_OUT,)).select(*self._keys[TOTAL], _LEFT_OUT) for f in (old, new)]
        both = left[1].join(left[0], on=list(self._keys[TOTAL]), nulls_equal=True, suffix="_old")
        found = [both.filter(pl.col(_LEFT_OUT).ne_missing(pl.col(f"{_LEFT_OUT}_old")))]
        for one, other in ((0, 1), (1, 0)):
            here = closed[one].join(given[other], on=keys, how="semi", nulls_equal=True)
            found.append(here.join(closed[other], on=keys, how="anti", nulls_equal=True))
            found.append(every[one].join(every[other], on=keys, how="anti", nulls_equal=True))
        return pl.concat([frame.select(_SURVEY) for frame in found], how="vertical_relaxed").unique()

    def _totals(self, keys: list[str], hidden: pl.DataFrame) -> pl.DataFrame:
        other_hidden = self._other_hidden()[_SURVEY].implode()
        old, new = (_with(frame, ("value", *_ADDED_UP)) for frame in (self._old[TOTAL], self._new[TOTAL]))
        both = (
            new.select(*keys, "value", *_ADDED_UP)
            .join(old.select(*keys, "value", *_ADDED_UP), on=keys, nulls_equal=True, suffix="_old")
            .join(hidden.with_columns(pl.lit(True).alias(UNTOLD_MARK)), on=keys, how="left", nulls_equal=True)
            .with_columns(pl.col(UNTOLD_MARK).fill_null(False) | pl.col(_SURVEY).is_in(other_hidden))
        )
        other = pl.any_horizontal(pl.col(c).ne_missing(pl.col(f"{c}_old")) for c in _ADDED_UP)
        corrected = (pl.col("value") != pl.col("value_old")).fill_null(False) & ~other
        concealed = pl.col(UNTOLD_MARK)
        asked = [key for key in _QUESTION_KEYS if key in keys]
        moved, swapped = self._moved(asked), self._swapped(asked)
        both = both.join(moved, on=asked, how="left", nulls_equal=True)
        both = both.join(swapped, on=asked, how="left", nulls_equal=True)
        # of a question told for all its concealed totals alike: which of them changed narrows down whose
        # answer did
        anywhere = (corrected & concealed).any().over(asked)
        marks = both.select(
            *keys,
            UNTOLD_MARK,
            pl.when(concealed)
            .then(pl.col("_moved").fill_null(False) | anywhere)
            .otherwise(None)
            .alias(CHANGE_MARK),
            pl.when(concealed)
            .then(anywhere & ~other & ~pl.col("_swapped").fill_null(False))
            .otherwise(corrected)
            .alias(HELD_MARK),
        )
        # of an area that one of the builds alone has
        rest = hidden.join(both, on=keys, how="anti", nulls_equal=True)
        return pl.concat([marks, _all_untold(rest)], how="vertical_relaxed")

    def _moved(self, question_keys: list[str]) -> pl.DataFrame:
        """Questions of which anything that both builds show is another: no value of a concealed row."""
        found = []
        for table in TABLES:
            if table not in self._old or table not in self._new:
                continue
            keys, hidden = list(self._keys[table]), self._hidden(table)
            shown = [c for c in self._new[table].columns if c in self._old[table].columns]
            shown = [c for c in shown if not c.startswith(("source_", "note", "as_printed"))]
            old, new = (
                _masked(frame.select(shown), hidden, keys) for frame in (self._old[table], self._new[table])
            )
            for one, other in ((old, new), (new, old)):
                found.append(one.join(other, on=shown, how="anti", nulls_equal=True).select(question_keys))
        told = pl.concat(found, how="vertical_relaxed").unique()
        return told.with_columns(pl.lit(True).alias("_moved"))

    def _swapped(self, question_keys: list[str]) -> pl.DataFrame:
        """Questions that one municipality answered anew and another no longer: a total of as many answers
        is not one of the same, and that it changed is no correction."""
        empty = self._new[TOTAL].select(question_keys).clear().with_columns(pl.lit(True).alias("_swapped"))
        if ANSWER not in self._old or ANSWER not in self._new:
            return empty
        keys = list(self._keys[ANSWER])
        given = [_given(frame).select(keys) for frame in (self._old[ANSWER], self._new[ANSWER])]
        came = given[1].join(given[0], on=keys, how="anti", nulls_equal=True).select(question_keys).unique()
        went = given[0].join(given[1], on=keys, how="anti", nulls_equal=True).select(question_keys).unique()
        return came.join(went, on=question_keys, nulls_equal=True).with_columns(
            pl.lit(True).alias("_swapped")
        )


def _all_untold(keys: pl.DataFrame) -> pl.DataFrame:
    return keys.with_columns(
        pl.lit(True).alias(UNTOLD_MARK),
        pl.lit(None, dtype=pl.Boolean).alias(CHANGE_MARK),
        pl.lit(False).alias(HELD_MARK),
    )


def _closed(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """The rows whose value is hidden, or a sum with hidden ones in it; all where a build does not say."""
    if not set(_SAYING[table]) <= set(frame.columns):
        return frame
    closed = pl.col("missing_reason").eq_missing("suppressed")
    if table == TOTAL:
        closed = closed | (pl.col("hidden").fill_null(1) > 0)
    return frame.filter(closed)


def _given(frame: pl.DataFrame) -> pl.DataFrame:
    """Answers that came back, shown or hidden."""
    if "missing_reason" not in frame.columns:
        return frame
    return frame.filter(pl.col("missing_reason").is_null() | (pl.col("missing_reason") == "suppressed"))


def _masked(frame: pl.DataFrame, hidden: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    values = [c for c in VALUES if c in frame.columns]
    marked = frame.join(
        hidden.with_columns(pl.lit(True).alias(UNTOLD_MARK)), on=keys, how="left", nulls_equal=True
    )
    shown = (pl.when(pl.col(UNTOLD_MARK).is_null()).then(pl.col(c)).otherwise(None).alias(c) for c in values)
    return marked.with_columns(*shown).drop(UNTOLD_MARK)


def _with(frame: pl.DataFrame, columns: Collection[str]) -> pl.DataFrame:
    """Columns that a build did not have yet, empty."""
    return frame.with_columns(pl.lit(None).alias(c) for c in columns if c not in frame.columns)
