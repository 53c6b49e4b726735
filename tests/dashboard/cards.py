"""The cards of every page."""

from dashboard.pages import PAGES

CARDS = {page.page_id: page.cards for page in PAGES}
