-- Which steps does a year have, and by when? In the words of the rules.
with step as (
    select * from scheme_step
    -- a build that is kept may have been made before the column was there
    union all by name
    select null::varchar as deadline_basis
    where false
)

select
    scheme_id,
    name as step,
    coalesce(name_en, name) as step_en,
    recurs,
    case
        when deadline = 'set' then '別に指定する期日'
        when deadline = 'rule' then
            concat_ws(
                'と',
                case
                    when recurs = 'period'
                        then
                            case starts when 'vision_on' then 'ビジョン策定' else '協定締結' end
                            || 'から' || after_years || '年'
                    when starts is not null then '完了から' || after_days || '日を経過した日'
                end,
                case when next_year then '翌年度の' when month_day is not null then 'その年度の' end
                || left(month_day, 2)::integer || '月' || right(month_day, 2)::integer || '日'
            )
            || case when starts is not null and month_day is not null then 'の早い方' else '' end
    end as deadline,
    case
        when deadline = 'set' then 'a date set separately'
        when deadline = 'rule' then
            case
                when starts is not null and month_day is not null then 'the earlier of ' else ''
            end
            || concat_ws(
                ' and ',
                case
                    when recurs = 'period'
                        then
                            after_years || ' years after the '
                            || case starts when 'vision_on' then 'vision' else 'agreement' end
                    when starts is not null then after_days || ' days after completion'
                end,
                right(month_day, 2)::integer
                || ' '
                || monthname(make_date(2024, left(month_day, 2)::integer, 1))
                || case
                    when next_year then ' of the next fiscal year' else ' of the fiscal year'
                end
            )
    end as deadline_en,
    deadline_basis,
    article,
    note
from step
where
    scheme_id in (
        select scheme_id from region_scheme
        where $region is null or region_id = $region
    )
order by scheme_id, sort_order
