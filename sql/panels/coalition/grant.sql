-- What a scheme that grants would give a new region of these municipalities at most, from the fiscal year of the
-- day of reading on: of nothing that a rule forbids is an amount told.
with money as (
    select
        scheme_id,
        max(value) filter (where rule_id = 'cap_per_year' and member_kind is null) as cap_yen,
        bool_or(rule_id = 'cap_per_member' and value is not null) as by_member,
        max(value) filter (where rule_id = 'rate') as rate,
        max(value) filter (where rule_id = 'max_years')::bigint as max_years,
        max(value) filter (where rule_id = 'period_to')::bigint as period_to
    from chosen_offer
    group by scheme_id
    having bool_or(rule_id in ('cap_per_year', 'cap_per_member', 'rate'))
),

-- what a scheme adds for each member: by its kind of municipality, else for every one
added as (
    select
        money.scheme_id,
        sum(coalesce(of_kind.value, of_all.value, 0)) as member_yen
    from money
    cross join chosen_town
    inner join municipality as town using (municipality_code)
    left join chosen_offer as of_kind
        on
            money.scheme_id = of_kind.scheme_id
            and of_kind.rule_id = 'cap_per_member'
            and town.kind = of_kind.member_kind
    left join chosen_offer as of_all
        on
            money.scheme_id = of_all.scheme_id
            and of_all.rule_id = 'cap_per_member'
            and of_all.member_kind is null
    where money.by_member
    group by money.scheme_id
),

judged as (
    select
        scheme_id,
        count(*) filter (where holds = false) as broken,
        count(*) filter (where holds is null) as open_rules
    from chosen_rule
    group by scheme_id
),

offered as (
    select
        money.*,
        year.this_year,
        greatest(year.this_year, coalesce(year.first_year, year.this_year)) as from_year,
        least(money.period_to, year.last_year) as to_year,
        case
            when added.member_yen is not null then coalesce(money.cap_yen, 0) + added.member_yen
            else money.cap_yen
        end::bigint as region_yen
    from money
    inner join offer_year as year using (scheme_id)
    left join added using (scheme_id)
),

-- where neither a rule nor a term says for how many years, nobody knows
years as (
    select
        scheme_id,
        case
            when max_years is not null or to_year is not null
                then greatest(least(max_years, to_year - from_year + 1), 0)
        end as ahead
    from offered
)

select
    scheme.scheme_id,
    coalesce(scheme.short_name, scheme.name) as scheme,
    coalesce(scheme.short_name_en, scheme.name_en, scheme.name) as scheme_en,
    scheme.payer,
    coalesce(scheme.payer_en, scheme.payer) as payer_en,
    chosen_name.name as coalition,
    chosen_name.name_en as coalition_en,
    (select count(*) from chosen_town) as members,
    offered.region_yen,
    100 * offered.rate as rate_pct,
    offered.max_years,
    offered.this_year,
    offered.from_year,
    offered.to_year,
    years.ahead as years,
    offered.region_yen * years.ahead as most_yen,
    coalesce(judged.broken, 0) as broken,
    coalesce(judged.open_rules, 0) as open_rules,
    (
        select count(*) from chosen_town
        where not list_contains(home.prefecture_codes, chosen_town.prefecture_code)
    ) as elsewhere,
    home.prefecture as scheme_prefecture,
    home.prefecture_en as scheme_prefecture_en
from offered
inner join years using (scheme_id)
inner join scheme using (scheme_id)
left join judged using (scheme_id)
left join scheme_home as home using (scheme_id)
cross join chosen_name
where exists (select 1 from chosen_town)
order by home.sort_order nulls last, scheme.scheme_id
