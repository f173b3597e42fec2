"""Where a source was found, in the words that people are told."""

GIVEN = "it was given"
FILE = "the publication file"
HEAD = "a link in the head of the front page"
ROBOTS = "robots.txt"
USUAL = "a usual place; nothing links to it"
FRONT = "the front page itself"
NAVIGATION = "navigation of the front page"
