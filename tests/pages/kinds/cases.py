"""All cases."""

from tests.pages.kinds import (
    cases_articles,
    cases_listings,
    cases_lives,
    cases_offices,
    cases_others,
    cases_videos,
    cases_walls,
)
from tests.pages.kinds.make import Case, case

CASES: list[Case] = [
    case(page)
    for module in (
        cases_articles,
        cases_listings,
        cases_lives,
        cases_videos,
        cases_walls,
        cases_offices,
        cases_others,
    )
    for page in module.PAGES
]
