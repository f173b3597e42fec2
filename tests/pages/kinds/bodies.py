"""What the pages hold, by name; each extends the surroundings that the case names."""

from tests.pages.kinds import (
    bodies_articles,
    bodies_listings,
    bodies_lives,
    bodies_others,
    bodies_walls,
)

TEMPLATES = (
    bodies_articles.TEMPLATES
    | bodies_listings.TEMPLATES
    | bodies_lives.TEMPLATES
    | bodies_walls.TEMPLATES
    | bodies_others.TEMPLATES
)
