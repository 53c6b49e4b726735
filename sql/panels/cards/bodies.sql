-- How many councils and study groups there are, their themes, and the entries on their course.
with grouped as (
    select distinct
        region_id,
        group_id
    from body_theme
    where group_id is not null
)

select
    (select count(*) from council) as bodies,
    (select count(published_member_count) from council) as published,
    (select sum(published_member_count) from council) as members,
    (select count(*) from body_theme) as themes,
    (select count(*) from grouped) as working_groups,
    (select count(*) from body_event) as entries,
    (select count(case when state = 'done' then 1 end) from body_event) as done
