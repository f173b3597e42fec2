"""Twenty days of the simulated year, with all that a year has, in a process of their own."""

import re
import sys

from tests.benchmarks.year.paper import is_gone, paper
from tests.spiders.crawling import run

DAYS, SEED = 20, 3


def test_the_days_have_all_that_a_year_has() -> None:
    year = paper(DAYS, SEED)
    end = year.begin.replace(hour=6).timestamp() + (DAYS - 1) * 86_400
    last = year.begin.fromtimestamp(end, year.begin.tzinfo)
    editions = [x for story in year.stories for x in story.editions[1:] if x.since < last]
    days = {story.published.date() for story in year.stories}

    assert year.begin < year.moves < year.redesign < last
    assert {edition.silent for edition in editions} == {True, False}
    assert sum(is_gone(story, last) for story in year.stories) >= 2
    assert len(days) < DAYS + 10


def test_every_edition_is_caught_and_nothing_else() -> None:
    ended = run(
        sys.executable, "-m", "tests.benchmarks.year", "--days", str(DAYS), "--seed", str(SEED)
    )

    assert ended.code == 0, ended.out
    found = re.search(r"(\d+) stories: (\d+) articles", ended.out)
    assert found is not None
    assert found[1] == found[2]
