"""Two builds of a survey side by side: what one of them hides, no comparison tells.

A cell that was shown and is hidden now, or the other way round, and a total with hidden cells in it, would
between two builds give a number away; one build may add up in the open what the other hides; and that which
cells are hidden changed, or did not, narrows down what they are, for whoever knows the rule by which they
are chosen. So where either build hides anything of a survey no total of it is told, no answer that one of
them hides, and instead of both one sentence that is always the same (UNSAID), whatever became of them. Rows
that went are told by their number, for what stood in them may stand hidden under another key.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import polars as pl

ANSWER, TOTAL = "survey_answer", "survey_total"
TABLES = (ANSWER, TOTAL)
# of these rules: a list of changes that an earlier program wrote may give more away
REVISION = 2
UNTOLD = "秘匿 / suppressed"
UNSAID = (
    "秘匿した回答と、秘匿のある調査の合計は、変わったかどうかも示さない / "
    "suppressed answers, and totals of a survey with suppressed answers: whether they changed is not told"
)
VALUES = ("value", "text")
# columns of a mark: nothing of the row is told; the gate holds it where it differs
UNTOLD_MARK, HELD_MARK = "_untold", "_waits"
_QUESTION_KEYS = ("survey_id", "question_id", "occupation_id")
_SURVEY = "survey_id"
_ADDED_UP = ("answered", "left_out")
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
        """The keys of rows of which nothing is told; None where neither build hides anything."""
        if table not in self._old or table not in self._new or not self._surveys().len():
            return None
        return self._totals() if table == TOTAL else self._answers()

    def _surveys(self) -> pl.Series:
        """Surveys of which one of the builds hides an answer or a total."""
        closed = [
            _closed(name, frame).get_column(_SURVEY)
            for side in (self._old, self._new)
            for name, frame in side.items()
        ]
        return pl.concat(closed).unique() if closed else pl.Series([], dtype=pl.String)

    def _answers(self) -> pl.DataFrame:
        keys = list(self._keys[ANSWER])
        found = [_closed(ANSWER, side[ANSWER]).select(keys) for side in (self._old, self._new)]
        return (
            pl.concat(found, how="vertical_relaxed")
            .unique()
            .with_columns(pl.lit(True).alias(UNTOLD_MARK), pl.lit(False).alias(HELD_MARK))
        )

    def _totals(self) -> pl.DataFrame:
        """All of such a survey; of the others those that were corrected."""
        keys = list(self._keys[TOTAL])
        told = ("value", *_ADDED_UP)
        old, new = (_with(side[TOTAL], told).select(*keys, *told) for side in (self._old, self._new))
        other = pl.any_horizontal(pl.col(c).ne_missing(pl.col(f"{c}_old")) for c in _ADDED_UP)
        corrected = (pl.col("value") != pl.col("value_old")).fill_null(False) & ~other
        asked = [key for key in _QUESTION_KEYS if key in keys]
        closed = pl.col(_SURVEY).is_in(self._surveys().implode())
        swapped = pl.col("_swapped").fill_null(False)
        return (
            new.join(old, on=keys, how="full", coalesce=True, nulls_equal=True, suffix="_old")
            .join(self._swapped(asked), on=asked, how="left", nulls_equal=True)
            .select(
                *keys,
                closed.alias(UNTOLD_MARK),
                (corrected & ~(closed & swapped)).alias(HELD_MARK),
            )
        )

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


def _with(frame: pl.DataFrame, columns: Collection[str]) -> pl.DataFrame:
    """Columns that a build did not have yet, empty."""
    return frame.with_columns(pl.lit(None).alias(c) for c in columns if c not in frame.columns)
