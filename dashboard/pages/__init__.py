"""The pages, in the order of the menu: one file each, one line here."""

from dashboard.pages import (
    analyst,
    cases,
    compare,
    data,
    disbursements,
    fields,
    overview,
    population,
    profile,
    staffing,
)
from dashboard.pages.page import Page

PAGES: tuple[Page, ...] = (
    overview.PAGE,
    compare.PAGE,
    disbursements.PAGE,
    staffing.PAGE,
    population.PAGE,
    fields.PAGE,
    profile.PAGE,
    cases.PAGE,
    analyst.PAGE,
    data.PAGE,
)

__all__ = ["PAGES", "Page"]
