"""All languages and stories, ready to be used."""

from tests.pages.kinds import (
    stories_east,
    stories_english,
    stories_north,
    stories_west,
    tongues_east,
    tongues_north,
    tongues_west,
)
from tests.pages.kinds.tongue import TONGUES, Story, story

STORIES: dict[str, Story] = {
    key: story(text)
    for module in (stories_english, stories_west, stories_north, stories_east)
    for key, text in module.STORIES.items()
}

__all__ = ["STORIES", "TONGUES", "tongues_east", "tongues_north", "tongues_west"]
