"""事例: what have others achieved together?"""

from __future__ import annotations

from dashboard import claim
from dashboard import format as fmt
from dashboard.chart import Table
from dashboard.charts.kinds.dumbbell import Dumbbell
from dashboard.charts.registers import Register
from dashboard.finding import column, counted, none
from dashboard.mart import Row
from dashboard.nouns import CASES, KINDS, MEASURES, PREFECTURES, listed
from dashboard.panel import Column, Panel, Rows
from dashboard.panels import bodies, origins
from dashboard.selects import select
from dashboard.text import Lang, T, word

_UNITS = {"km": "km", "路線": "roads"}


def _change(rows: Rows, lang: Lang) -> str:
    percent = "％、" if lang == "ja" else "%, "
    return GROWTH(
        rows,
        "change_pct",
        lambda row: f"{row['title']}の「{row['measure']}」" if lang == "ja" else row["measure_en"],
        lambda row: f"{fmt.signed(row['change_pct'], 0, lang)}{percent}{changed(row, lang)}",
        spans(*_shortest_and_longest(rows), lang),
        lang,
    ) or none(lang)


GROWTH = claim.Superlative(T("増減率", "Change"), T("大きい", "Largest increase in per cent"), MEASURES)


def changed(row: Row, lang: Lang) -> str:
    """15→81.3km、H17→R4: what it was and is, from when to when."""
    first, last = (fmt.show(row[f"{end}_value"], "plain", lang, "") for end in ("first", "last"))
    one, two = (
        word("missing.unknown", lang) if row[name] is None else fmt.fiscal_year(row[name], lang, short=True)
        for name in ("first_year", "last_year")
    )
    unit = row["unit"] if lang == "ja" else f" {_UNITS.get(row['unit'], row['unit_en'])}"
    return claim.change(first, f"{last}{unit}", (one, two), lang)


def spans(shortest: int | None, longest: int | None, lang: Lang) -> str:
    """Over how many years the changes go that are compared: a longer one has had more time."""
    if shortest is None or longest is None:
        return "期間は不明" if lang == "ja" else "periods unknown"
    if shortest == longest:
        return f"期間は{longest}年" if lang == "ja" else f"over {longest} years"
    return (
        f"期間は指標により{shortest}～{longest}年"
        if lang == "ja"
        else f"periods of {shortest} to {longest} years"
    )


def _shortest_and_longest(rows: Rows) -> tuple[int | None, int | None]:
    lengths = [row["last_year"] - row["first_year"] for row in rows if row["first_year"] and row["last_year"]]
    return (min(lengths), max(lengths)) if lengths else (None, None)


def _when(rows: Rows, lang: Lang, unit: T) -> str:
    """Measure, unit, area and period, from the rows drawn."""
    years = sorted({row[name] for row in rows for name in ("first_year", "last_year")} - {None})
    span = (
        "–".join(fmt.fiscal_year(year, lang) for year in dict.fromkeys((years[0], years[-1])))
        if years
        else ""
    )
    where = listed(list(dict.fromkeys(row[column(lang, "prefecture")] for row in rows)), PREFECTURES, lang)
    if lang == "ja":
        return f"前後の値（{unit(lang)}）、{where}、{span.replace('–', '～')}、資料のとおり"
    return f"Before and after ({unit(lang)}), {where}, {span}, as printed"


def _before_after(panel_id: str, unit: str, ja: str, en: str) -> Panel:
    """A dumbbell for the measures of one unit: two units never stand in one chart."""
    return Panel(
        panel_id=panel_id,
        page="cases",
        question=T(f"連携の前後で、{ja}はどう変わったか", f"How did {en} change?"),
        subtitle=lambda rows, lang: _when(rows, lang, T(unit, _UNITS[unit])),
        sql=select(f"cases/{panel_id}"),
        chart=Dumbbell(
            label="name{lang}",
            first="first_value",
            second="last_value",
            first_year="first_year",
            second_year="last_year",
            unit=T(unit, _UNITS[unit]),
            number_kind="plain",
        ),
        columns=(
            Column("title{lang}", T("事例", "Case")),
            Column("measure{lang}", T("指標", "Measure")),
            Column("first_year", T("前の年度", "First year"), "fiscal_year", missing="unknown"),
            Column("first_value", T("前の値", "Before"), "plain", T(unit, _UNITS[unit])),
            Column("last_year", T("後の年度", "Last year"), "fiscal_year", missing="unknown"),
            Column("last_value", T("後の値", "After"), "plain", T(unit, _UNITS[unit])),
            Column("change_pct", T("増減率", "Change"), "signed0", T("％", "%")),
        ),
        finding=_change,
        scope="any",
        needs=("measures",),
        origin=(select(f"cases/{panel_id}_rows"),),
        notes=(
            T(
                "効果の大きさは資料の値で、ほかの要因を除いたものではない",
                "The figures are the document's; other causes are not taken out",
            ),
        ),
    )


length = _before_after("case_length", "km", "延長", "road length")
roads = _before_after("case_roads", "路線", "路線数", "the number of roads")


def _all_measures(rows: Rows, lang: Lang) -> str:
    both = sum(row["last_value"] is not None for row in rows)
    inferred = sum(row["basis"] == "inferred" for row in rows)
    if lang == "ja":
        told = f"数値のある指標は{len(rows)}、うち前後を比べられるものは{both}"
        return f"{told}、値か単位か時期が推定のもの{inferred}" if inferred else told
    told = f"{len(rows)} measures have a figure; {both} can be compared before and after"
    return f"{told}; a value, unit or period of {inferred} is inferred" if inferred else told


measures = Panel(
    panel_id="case_measures",
    page="cases",
    question=T("事例の数値は何を伝えるか", "What figures do the cases tell?"),
    subtitle=T("事例 × 指標、前後の値と増減", "Case and measure, before and after"),
    sql=select("cases/case_measures"),
    chart=Table(value="last_value"),
    columns=(
        Column("title{lang}", T("事例", "Case")),
        Column("measure{lang}", T("指標", "Measure")),
        Column("unit{lang}", T("単位", "Unit"), missing="unknown"),
        Column("first_period{lang}", T("前の時期", "First period"), missing="not_marked"),
        Column("first_value", T("前の値", "Before"), "plain"),
        Column("last_period{lang}", T("後の時期", "Last period"), missing="one_period"),
        Column("last_value", T("後の値", "After"), "plain", missing="one_period"),
        Column("change_pct", T("増減率", "Change"), "signed0", T("％", "%"), "one_period"),
        Column("basis", T("値の根拠", "Basis"), words="basis"),
    ),
    finding=_all_measures,
    scope="any",
    needs=("measures",),
    origin=(origins.MEASURES,),
)


def _in_words(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    titles = listed(list(dict.fromkeys(row[column(lang, "title")] for row in rows)), CASES, lang, most=3)
    if lang == "ja":
        return f"数でなく語や幅で記された値は{len(rows)}（{titles}）"
    return f"{counted(len(rows), 'value')} given in words or as a range ({titles})"


words = Panel(
    panel_id="case_words",
    page="cases",
    question=T(
        "事例は、数のほかに何を伝えるか", "What do the cases tell in words where a figure might stand?"
    ),
    subtitle=T("語や幅で記された値、資料のとおり", "Values in words or as a range, as printed"),
    sql=select("cases/case_words"),
    chart=Table(),
    columns=(
        Column("title{lang}", T("事例", "Case")),
        Column("measure{lang}", T("指標", "Measure")),
        Column("period{lang}", T("時期", "Period"), missing="not_marked"),
        Column("unit{lang}", T("単位", "Unit"), missing="not_marked"),
        Column("text_value", T("値（資料のとおり）", "Value as printed")),
        Column("basis", T("値の根拠", "Basis"), words="basis"),
    ),
    finding=_in_words,
    scope="any",
    needs=("cases",),
    lookup=True,
    origin=(select("cases/case_words_rows"),),
)


def _cases(rows: Rows, lang: Lang) -> str:
    if not rows:
        return "この条件に当たる事例はない" if lang == "ja" else "No case matches"
    kinds = listed(list(dict.fromkeys(row["kind"] for row in rows)), KINDS, lang, most=4)
    sought = rows[0]["sought"]
    if lang == "ja":
        which = f"「{sought}」を含む" if sought else ""
        return f"{which}{len(rows)}事例（{kinds}）"
    return counted(len(rows), "case") + (f' with "{sought}"' if sought else "")


case_register = Panel(
    panel_id="case_register",
    page="cases",
    question=T("ほかの地域では何を一緒にしているか", "What do other prefectures do together?"),
    subtitle=T(
        "事例の台帳。文は資料の要点で、原文ではない",
        "Register of cases: the gist of the documents, not their wording",
    ),
    sql=select("cases/case_register"),
    chart=Register(
        title="title{lang}",
        group="prefecture{lang}",
        lead="summary{lang}",
        lists=(("issue", "issues"), ("action", "actions"), ("effect", "effects"), ("event", "events")),
    ),
    columns=(
        Column("prefecture{lang}", T("都道府県", "Prefecture")),
        Column("title{lang}", T("事例", "Case")),
        Column("kind{lang}", T("種類", "Kind")),
        Column("partners{lang}", T("関係団体", "Partners")),
        Column("started_as_printed", T("開始（原文）", "Start as printed"), missing="unknown"),
    ),
    finding=_cases,
    scope="any",
    needs=("cases",),
    origin=(origins.CASES, select("cases/case_told_rows")),
)


PANELS = (length, roads, measures, words, case_register, bodies.rates)
