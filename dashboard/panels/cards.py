"""The cards of every page: at most four, each with a comparison and an as-of."""

from __future__ import annotations

from dashboard import format as fmt
from dashboard.card import Card, missing
from dashboard.finding import column, counted, listed
from dashboard.mart import Row
from dashboard.text import Lang, T

_CASEBOOK = (T("事例集（{date}時点）", "Casebook (as of {date})"), "hokkaido_casebook_2024")
_PROJECTION = (T("将来推計（基準 {date}）", "Projection (base {date})"), "ipss_projection_2023")
_STAFF = (T("定員管理調査（{date}）", "Staff survey ({date})"), "staff_quota_survey")
_BUILD = (T("この版", "This build"), None)


def _noun(number: int, lang: Lang, ja: str, one: str, many: str | None = None) -> str:
    """The unit behind a figure: 地域; region or regions."""
    return ja if lang == "ja" else counted(number, one, many).partition(" ")[2]


def _ja(lang: Lang, ja: str, en: str) -> str:
    return ja if lang == "ja" else en


def _oku(row: Row, name: str, lang: Lang, word: str) -> tuple[str, str]:
    return missing(word, lang) if row[name] is None else fmt.yen_oku(row[name], lang)


def _pct(value: float | None, lang: Lang, word: str = "unknown") -> tuple[str, str]:
    if value is None:
        return missing(word, lang)
    return fmt.number(value, 1, lang), "％" if lang == "ja" else "%"


_GRANT_TOTAL = """
    select (sum(amount_yen) filter (where status = 'actual'))::bigint as actual_yen,
        count(*) filter (where status = 'actual') as actual_rows,
        (sum(amount_yen) filter (where status = 'planned'))::bigint as planned_yen,
        count(*) filter (where status = 'planned') as planned_rows,
        count(*) filter (where status = 'undecided') as undecided_rows,
        max(fiscal_year) filter (where status = 'planned') as planned_year,
        max(fiscal_year) filter (where status = 'actual') as actual_year,
        (sum(amount_yen) filter (where status = 'actual' and fiscal_year = (
            select max(fiscal_year) from disbursement where status = 'actual')))::bigint as last_yen,
        (count(*) filter (where status = 'actual') * (select max(value) from scheme_rule
            where rule_id = 'cap_per_year'))::bigint as cap_yen,
        100.0 * sum(amount_yen) filter (where status = 'actual') / nullif(
            count(*) filter (where status = 'actual') * (select max(value) from scheme_rule
                where rule_id = 'cap_per_year'), 0) as cap_use_pct
    from disbursement
    where $region is null or region_id = $region
"""


def _granted_compare(row: Row, lang: Lang) -> str:
    if row["actual_yen"] is None:
        return _ja(lang, "この交付金の対象でない地域", "Not eligible for this grant")
    share = fmt.number(row["cap_use_pct"], 1, lang)
    cap, unit = fmt.yen_oku(row["cap_yen"], lang)
    return _ja(lang, f"上限の合計{cap}{unit}の{share}％", f"{share}% of the caps ({cap} {unit})")


_granted = Card(
    "granted",
    T("これまでの交付額（実績）", "Granted so far (actual)"),
    _GRANT_TOTAL,
    lambda row, lang: _oku(row, "actual_yen", lang, "out_of_scope"),
    _granted_compare,
    *_CASEBOOK,
)


def _planned_compare(row: Row, lang: Lang) -> str:
    if row["planned_yen"] is None and not row["undecided_rows"]:
        return _ja(lang, "この交付金の対象でない地域", "Not eligible for this grant")
    text = ""
    if row["last_yen"] is not None:
        last, unit = fmt.yen_oku(row["last_yen"], lang)
        year = fmt.fiscal_year(row["actual_year"], lang, short=True)
        text = _ja(lang, f"{year}の実績は{last}{unit}", f"{year} actual: {last} {unit}")
    # a region alone has 未定 as its figure; only beside a figure is there anything to add
    if row["undecided_rows"] and row["planned_yen"] is not None:
        open_rows = row["undecided_rows"]
        text += _ja(lang, f"、ほかに未定{open_rows}地域", f"; {counted(open_rows, 'region')} undecided")
    return text.lstrip("、; ")


_planned = Card(
    "planned",
    T("最新年度の見込額", "Planned, latest year"),
    _GRANT_TOTAL,
    lambda row, lang: _oku(
        row, "planned_yen", lang, "undecided" if row["undecided_rows"] else "out_of_scope"
    ),
    _planned_compare,
    *_CASEBOOK,
)
_cap = Card(
    "cap",
    T("上限に対する割合", "Use of the cap"),
    _GRANT_TOTAL,
    lambda row, lang: _pct(row["cap_use_pct"], lang, "out_of_scope"),
    lambda row, lang: (
        _ja(
            lang,
            f"実績{row['actual_rows']}地域・年度の合計",
            f"Over {counted(row['actual_rows'], 'region-year')} with a figure",
        )
        if row["actual_rows"]
        else _ja(lang, "この交付金の対象でない地域", "Not eligible for this grant")
    ),
    *_CASEBOOK,
)
_last_year = Card(
    "last_year",
    T("最終年度に達した地域", "Regions in their last year"),
    """
    select count(*) filter (where years >= max_years) as reached, count(*) as regions,
        max(max_years)::bigint as max_years
    from (
        select region_id, count(*) as years,
            (select max(value) from scheme_rule where rule_id = 'max_years') as max_years
        from disbursement
        where $region is null or region_id = $region
        group by region_id
    )
    """,
    lambda row, lang: (
        (fmt.number(row["reached"], 0, lang), _noun(row["reached"], lang, "地域", "region"))
        if row["regions"]
        else missing("out_of_scope", lang)
    ),
    lambda row, lang: (
        _ja(
            lang,
            f"{row['regions']}地域のうち。支援は最大{row['max_years']}年度",
            f"Of {row['regions']}; support lasts at most {row['max_years']} years",
        )
        if row["regions"]
        else _ja(lang, "この交付金の対象でない地域", "Not eligible for this grant")
    ),
    *_CASEBOOK,
)

_reach = Card(
    "reach",
    T("連携する地域と市町村", "Regions and municipalities"),
    "select * from kpi.coverage",
    lambda row, lang: (
        fmt.number(row["region_count"], 0, lang),
        _ja(lang, f"地域・{row['member_count']}市町村", f"regions, {row['member_count']} municipalities"),
    ),
    lambda row, lang: _ja(
        lang,
        f"道内人口の{fmt.number(row['share_pct'], 1, lang)}％（重なりは一度数える）",
        f"{fmt.number(row['share_pct'], 1, lang)}% of Hokkaido's residents, each counted once",
    ),
    T("事例集（{date}）・令和2年国勢調査", "Casebook ({date}), census 2020"),
    "hokkaido_casebook_2024",
)

# One row for the chosen region, or for all regions with each municipality once.
_PEOPLE = """
    select population_index_2050, aged_share_2050_pct, members_under_2000_in_2050,
        members_under_5000_in_2050, member_count, prefecture_population_index_2050 as home_index,
        prefecture_aged_share_2050_pct as home_aged
    from kpi.coverage
    where $region is null
    union all
    select region.population_index_2050, region.aged_share_2050_pct,
        region.members_under_2000_in_2050, region.members_under_5000_in_2050, region.member_count,
        prefecture.population_index_2050, prefecture.aged_share_2050_pct
    from kpi.region_overview as region
    inner join kpi.prefecture_overview as prefecture using (prefecture_code)
    where region.region_id = $region
"""
_index = Card(
    "index_2050",
    T("2050年の人口指数", "Population index 2050"),
    _PEOPLE,
    lambda row, lang: (
        missing("unknown", lang)
        if row["population_index_2050"] is None
        else (fmt.number(row["population_index_2050"], 1, lang), _ja(lang, "2020年＝100", "2020 = 100"))
    ),
    lambda row, lang: _ja(
        lang,
        f"北海道全体は{fmt.number(row['home_index'], 1, lang)}",
        f"Hokkaido: {fmt.number(row['home_index'], 1, lang)}",
    ),
    *_PROJECTION,
)
_aged = Card(
    "aged_2050",
    T("2050年の65歳以上の割合", "Aged 65+ in 2050"),
    _PEOPLE,
    lambda row, lang: _pct(row["aged_share_2050_pct"], lang),
    lambda row, lang: _ja(
        lang,
        f"北海道全体は{fmt.number(row['home_aged'], 1, lang)}％",
        f"Hokkaido: {fmt.number(row['home_aged'], 1, lang)}%",
    ),
    *_PROJECTION,
)


def _under(size: str, ja: str, en: str) -> Card:
    name = f"members_under_{size}_in_2050"
    return Card(
        f"under_{size}",
        T(f"{ja}人未満になる市町村", f"Below {en} residents"),
        _PEOPLE,
        lambda row, lang: (
            fmt.number(row[name], 0, lang),
            _noun(row[name], lang, "市町村", "municipality", "municipalities"),
        ),
        lambda row, lang: _ja(
            lang,
            f"構成{row['member_count']}市町村のうち（2050年）",
            f"Of {counted(row['member_count'], 'member')}, in 2050",
        ),
        *_PROJECTION,
    )


_SHORT = """
    with counted as (
        select occupation_id, occupation, occupation_en, sort_order,
            count(*) filter (where reported) as regions
        from kpi.shortage_matrix
        where $region is null or region_id = $region
        group by all
    )
    select max(regions) as most, count(*) filter (where regions > 0) as occupations,
        count(*) as all_occupations,
        (select count(distinct region_id) from kpi.shortage_matrix
            where $region is null or region_id = $region) as regions,
        list(occupation order by sort_order) filter (
            where regions > 0 and regions = (select max(regions) from counted)) as names,
        list(occupation_en order by sort_order) filter (
            where regions > 0 and regions = (select max(regions) from counted)) as names_en
    from counted
"""
_short = Card(
    "short",
    T("不足の記載が最も多い職種", "Most often reported short"),
    _SHORT,
    lambda row, lang: (
        (listed(row[column(lang, "names")], lang, most=2), "")
        if row["names"]
        else missing("not_marked", lang)
    ),
    lambda row, lang: (
        _ja(
            lang,
            f"{row['regions']}地域のうち{row['most']}地域が不足と記す",
            f"Named by {row['most']} of {counted(row['regions'], 'region')}",
        )
        if row["names"]
        else _ja(lang, "足りていることを意味しない", "Which does not mean there are enough")
    ),
    *_CASEBOOK,
)
_occupations = Card(
    "occupations",
    T("不足と記された職種", "Occupations reported short"),
    _SHORT,
    lambda row, lang: (
        fmt.number(row["occupations"], 0, lang),
        _noun(row["occupations"], lang, "職種", "occupation"),
    ),
    lambda row, lang: (
        _ja(
            lang,
            f"最多は{listed(row['names'], lang, most=2)}（{row['most']}地域）",
            f"Most often: {listed(row['names_en'], lang, most=2)} ({counted(row['most'], 'region')})",
        )
        if row["names"]
        else _ja(lang, "資料に記載なし", "None in the document")
    ),
    *_CASEBOOK,
)


def _hired_compare(row: Row, lang: Lang) -> str:
    if not row["occupations"]:
        return _ja(lang, "資料に記載なし", "None in the document")
    first = fmt.number(row["first"], 0, lang)
    tail = _ja(lang, "。後の年度は実績か目標か不明", "; later year: result or target unclear")
    year = fmt.fiscal_year(row["first_year"], lang, short=True)
    return _ja(lang, f"{year}は{first}人", f"{year}: {first}") + (tail if row["unclear"] else "")


_hired = Card(
    "hired",
    T("専門職の採用（記載のある地域）", "Specialists recruited (where told)"),
    """
    select count(*) as occupations, sum(first_headcount)::bigint as first,
        sum(second_headcount)::bigint as second, min(first_year) as first_year,
        max(second_year) as second_year, bool_or(second_measure = 'unclear') as unclear
    from kpi.recruitment
    where $region is null or region_id = $region
    """,
    lambda row, lang: (
        (
            fmt.number(row["second"], 0, lang),
            _ja(
                lang,
                f"人（{fmt.fiscal_year(row['second_year'], lang, short=True)}）",
                f"persons ({fmt.fiscal_year(row['second_year'], lang)})",
            ),
        )
        if row["second"] is not None
        else missing("one_period" if row["occupations"] else "not_marked", lang)
    ),
    _hired_compare,
    *_CASEBOOK,
)
_TREND = """
    select * from kpi.staff_trend
    where area_code = '01' and department = 'general_administration_municipalities'
        and year = (select max(year) from kpi.staff_trend where area_code = '01')
"""
_staff_index = Card(
    "staff_index",
    T("市町村の一般行政職員（指数）", "Municipal administration staff (index)"),
    _TREND,
    lambda row, lang: (
        fmt.number(row["index"], 1, lang),
        _ja(lang, f"{row['first_year']}年＝100", f"{row['first_year']} = 100"),
    ),
    lambda row, lang: _ja(
        lang,
        f"北海道計{fmt.number(row['headcount'], 0, lang)}人（{row['year']}年）",
        f"Hokkaido: {fmt.number(row['headcount'], 0, lang)} in {row['year']}",
    ),
    *_STAFF,
)
_staff_rate = Card(
    "staff_rate",
    T("人口1万人当たりの同職員", "The same per 10,000 residents"),
    """
    select last.per_10000_residents, last.population_year, first.per_10000_residents as first_rate,
        first.population_year as first_population_year,
        first.year as first_year
    from kpi.staff_trend as last
    inner join kpi.staff_trend as first
        on last.area_code = first.area_code and last.department = first.department
            and first.year = last.first_year
    where last.area_code = '01' and last.department = 'general_administration_municipalities'
        and last.year = (select max(year) from kpi.staff_trend where area_code = '01')
    """,
    lambda row, lang: (fmt.number(row["per_10000_residents"], 1, lang), _ja(lang, "人", "persons")),
    lambda row, lang: _ja(
        lang,
        f"{row['first_year']}年は{fmt.number(row['first_rate'], 1, lang)}人"
        f"（人口は国勢調査{row['population_year']}年、{row['first_population_year']}年）",
        f"{row['first_year']}: {fmt.number(row['first_rate'], 1, lang)} "
        f"(census {row['population_year']}, {row['first_population_year']})",
    ),
    *_STAFF,
)

_WORK = """
    with work as (
        select project_id, fiscal_year, state from kpi.project_timeline
        where $region is null or region_id = $region
    ),
    last_done as (select max(fiscal_year) as year from work where state = 'done')
    select
        (select count(distinct project_id) from work) as projects,
        (select count(distinct project_id) from work, last_done
            where state = 'done' and fiscal_year = last_done.year) as active,
        (select year from last_done) as year,
        (select count(*) from work where state = 'none') as idle,
        (select count(*) from work) as project_years,
        (select count(distinct field_id) from kpi.field_matrix
            where marked and ($region is null or region_id = $region)) as fields,
        (select count(*) from policy_field) as all_fields
"""
_active = Card(
    "active",
    T("実施した事業", "Active projects"),
    _WORK,
    lambda row, lang: (
        missing("not_marked", lang)
        if row["year"] is None
        else (
            fmt.number(row["active"], 0, lang),
            f"{_noun(row['active'], lang, '事業', 'project')}"
            + _ja(
                lang,
                f"（{fmt.fiscal_year(row['year'], lang, short=True)}）",
                f" ({fmt.fiscal_year(row['year'], lang)})",
            ),
        )
    ),
    lambda row, lang: _ja(
        lang, f"資料に載る{row['projects']}事業のうち", f"Of {row['projects']} in the document"
    ),
    *_CASEBOOK,
)
_fields = Card(
    "fields",
    T("取り組む分野", "Policy fields covered"),
    _WORK,
    lambda row, lang: (fmt.number(row["fields"], 0, lang), _noun(row["fields"], lang, "分野", "field")),
    lambda row, lang: _ja(
        lang, f"推進要綱の{row['all_fields']}分野のうち", f"Of the guideline's {row['all_fields']}"
    ),
    *_CASEBOOK,
)
_idle = Card(
    "idle",
    T("取組のない年度（－）", "Years without activity"),
    _WORK,
    lambda row, lang: (
        fmt.number(row["idle"], 0, lang),
        _noun(row["idle"], lang, "事業・年度", "project-year"),
    ),
    lambda row, lang: _ja(
        lang,
        f"資料に載る{row['project_years']}の事業・年度のうち",
        f"Of {row['project_years']} in the document",
    ),
    *_CASEBOOK,
)


def _rank(card_id: str, indicator: str, label: T, home: bool, as_of: T, source: str) -> Card:
    """A region's value with its rank, the distance to the median and, where known, the prefecture."""

    def compare(row: Row, lang: Lang) -> str:
        if row["value"] is None:
            return _ja(lang, "この交付金の対象でない地域", "Not eligible for this grant")
        gap = fmt.signed(row["distance_to_median"], row["decimals"], lang)
        text = _ja(
            lang,
            f"{row['known']}地域中{row['place']}位、中央値との差{gap}",
            f"Rank {row['place']} of {row['known']}, {gap} from the median",
        )
        if home and row["distance_to_prefecture"] is not None:
            far = fmt.signed(row["distance_to_prefecture"], row["decimals"], lang)
            text += _ja(lang, f"、北海道との差{far}", f", {far} from Hokkaido")
        return text

    return Card(
        card_id,
        label,
        f"""
        with chosen as (
            select * from kpi.indicator_rank
            where indicator_id = '{indicator}'
                and (len($peers) = 0 or list_contains($peers, region_id) or region_id = $region)
        ),
        placed as (
            select *, rank() over (order by value desc nulls last) as own_place,
                count(value) over () as own_known, median(value) over () as own_median
            from chosen
        )
        select value, decimals, unit, unit_en, own_place as place, own_known as known,
            value - own_median as distance_to_median, distance_to_prefecture
        from placed where region_id = $region
        """,
        lambda row, lang: (
            missing("out_of_scope", lang)
            if row["value"] is None
            else (fmt.number(row["value"], row["decimals"], lang), row[column(lang, "unit")])
        ),
        compare,
        as_of,
        source,
    )


_sources = Card(
    "sources",
    T("出典", "Sources"),
    "select count(*) as sources, (select sum(row_count)::bigint from source_file) as total from source",
    lambda row, lang: (fmt.number(row["sources"], 0, lang), _ja(lang, "資料", "documents")),
    lambda row, lang: _ja(
        lang,
        f"転記{fmt.number(row['total'], 0, lang)}行",
        f"{fmt.number(row['total'], 0, lang)} rows carried over",
    ),
    *_BUILD,
)
_oldest = Card(
    "oldest",
    T("最も古い時点", "Oldest as-of"),
    """
    select min(as_of) as oldest, count(*) filter (where as_of is null) as undated,
        arg_min(title, as_of) as title, arg_min(title_en, as_of) as title_en
    from source
    """,
    lambda row, lang: (fmt.date(row["oldest"], lang), ""),
    lambda row, lang: _ja(
        lang,
        f"{row['title']}。時点のない資料{row['undated']}",
        f"{row['title_en']}; {row['undated']} undated",
    ),
    *_BUILD,
)
_accepted = Card(
    "accepted",
    T("認めた要確認値", "Accepted doubts"),
    """
    select count(*) as accepted, (select count(*) from correction) as corrections from accepted_doubt
    """,
    lambda row, lang: (fmt.number(row["accepted"], 0, lang), _noun(row["accepted"], lang, "件", "value")),
    lambda row, lang: _ja(
        lang, f"ほかに読み替え{row['corrections']}件", f"besides {counted(row['corrections'], 'correction')}"
    ),
    *_BUILD,
)

CARDS: dict[str, tuple[Card, ...]] = {
    "overview": (_granted, _reach, _index, _short),
    "compare": (
        _rank(
            "rank_index",
            "population_index_2050",
            T("2050年の人口指数", "Population index 2050"),
            True,
            *_PROJECTION,
        ),
        _rank(
            "rank_aged", "aged_share_2050_pct", T("2050年の65歳以上", "Aged 65+ in 2050"), True, *_PROJECTION
        ),
        _rank(
            "rank_grant",
            "yen_per_resident",
            T("住民一人当たり交付額", "Grant per resident"),
            False,
            *_CASEBOOK,
        ),
        _rank("rank_cap", "cap_use_pct", T("上限に対する割合", "Use of the cap"), False, *_CASEBOOK),
    ),
    "disbursements": (_granted, _planned, _cap, _last_year),
    "staffing": (_occupations, _hired, _staff_index, _staff_rate),
    "population": (_index, _aged, _under("2000", "2千", "2,000"), _under("5000", "5千", "5,000")),
    "fields": (_active, _fields, _idle),
    "data": (_sources, _oldest, _accepted),
}
