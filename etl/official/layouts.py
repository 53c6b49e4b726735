"""All layouts, in one place: a new one is one module and one line here."""

from __future__ import annotations

from etl.official import (
    area_days,
    area_survey,
    census_database,
    census_file,
    code_list,
    open_data,
    projection,
    projection_ages,
    register,
    register_ages,
    ssdse,
    staff_quota,
)
from etl.official.filelayout import Layout

LAYOUTS: tuple[Layout, ...] = (
    census_database.LAYOUT,
    census_file.LAYOUT,
    projection.LAYOUT,
    projection_ages.LAYOUT,
    code_list.LAYOUT,
    register.LAYOUT,
    register_ages.LAYOUT,
    ssdse.LAYOUT,
    area_survey.LAYOUT,
    area_days.LAYOUT,
    staff_quota.LAYOUT,
    open_data.LAYOUT,
)
