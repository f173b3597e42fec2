"""A newspaper's year, decided beforehand: what it publishes, changes, takes down, moves, redesigns.

Everything follows from a seed. A story has editions, each from a moment on; a *silent* one changes
the text without telling anybody: no date of the page, of the sitemap or of the feed says so.
"""

import math
import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

SECTIONS = ("harbour", "council", "markets")
AUTHORS = ("Mara Quill", "Tomas Berglund", "Ines Okafor", "Lena Marsh")
MEAN = (3.0, 3.0, 3.0, 3.0, 3.0, 1.0, 0.7)  # new articles, Monday first
BURST = 24  # articles on the day of the burst
HOLIDAYS = 6  # days on which nothing comes, in the whole time
TAKEN_DOWN = 0.05  # share of the stories
DAY = timedelta(days=1)

_SUBJECTS = (
    "the harbour board", "the council", "a ferry company", "the night market", "the tram line",
    "the fish exchange", "the lamp works", "the old customs house", "the port authority",
    "a group of residents",
)  # fmt: skip
_VERBS = (
    "postponed", "approved", "questioned", "published", "withdrew", "defended", "rebuilt",
    "measured", "closed", "reopened", "audited", "extended",
)  # fmt: skip
_OBJECTS = (
    "its plans for the western quay", "the budget of the coming year", "a report on the bridges",
    "the timetable of the winter", "the fees for small boats", "an agreement with the dockers",
    "the new lighting", "its rules for deliveries", "the inquiry into the flood",
    "the contract for the cranes",
)  # fmt: skip
_WHEN = (
    "on Monday", "on Tuesday evening", "after a long debate", "without a vote",
    "for the second time", "against the advice of engineers", "in a public meeting",
    "before the holidays",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What a story says from a moment on."""

    since: datetime
    title: str
    paragraphs: tuple[str, ...]
    silent: bool = False  #: neither the page nor any source tells that it is another one


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An article and all that becomes of it."""

    number: int
    section: str
    author: str
    slug: str
    editions: tuple[Edition, ...]
    gone: datetime | None = None  #: from then on 410

    @property
    def published(self) -> datetime:
        """When its first edition came."""
        return self.editions[0].since

    def edition(self, now: datetime) -> Edition:
        """The edition of ``now``."""
        return [x for x in self.editions if x.since <= now][-1]

    def told(self, now: datetime) -> datetime:
        """When it was changed last, as far as the paper tells."""
        return [x.since for x in self.editions if x.since <= now and not x.silent][-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The whole year."""

    begin: datetime  #: of the first day
    days: int
    stories: tuple[Story, ...]  #: by time of publication
    moves: datetime  #: from then on all addresses are others, and the old ones redirect
    redesign: datetime  #: from then on pages are built otherwise

    def published(self, now: datetime) -> list[Story]:
        """What is on the site at ``now``, the newest first."""
        return [x for x in reversed(self.stories) if x.published <= now and not is_gone(x, now)]


def is_gone(story: Story, now: datetime) -> bool:
    """True once it was taken down."""
    return story.gone is not None and story.gone <= now


def paper(days: int, seed: int, begin: date = date(2026, 1, 5)) -> Paper:
    """The paper of this seed: events are spread over the days, however many there are."""
    rng = random.Random(seed)
    start = datetime.combine(begin, time(), UTC)
    stories: list[Story] = []
    for day in range(-10, days):  # it is not born on the day of the first run
        for _ in range(_number(rng, start + day * DAY, day, days)):
            stories.append(_story(rng, len(stories), start + day * DAY))
    stories.sort(key=lambda story: story.published)
    return Paper(
        begin=start,
        days=days,
        stories=tuple(stories),
        moves=start + round(days * 0.4) * DAY + timedelta(hours=2),
        redesign=start + round(days * 0.65) * DAY + timedelta(hours=2),
    )


def _number(rng: random.Random, moment: datetime, day: int, days: int) -> int:
    """How many articles a day brings."""
    if day > 0 and day % max(days // HOLIDAYS, 1) == 0:
        return 0
    if day == round(days * 0.3):
        return BURST
    return _poisson(rng, MEAN[moment.weekday()])


def _poisson(rng: random.Random, mean: float) -> int:
    """Knuth's method (The Art of Computer Programming 2, §3.4.1)."""
    limit, number, product = math.exp(-mean), 0, rng.random()
    while product > limit:
        number += 1
        product *= rng.random()
    return number


def _story(rng: random.Random, number: int, day: datetime) -> Story:
    published = day + timedelta(minutes=rng.randrange(6 * 60, 22 * 60))
    title = f"{rng.choice(_SUBJECTS)} {rng.choice(_VERBS)} {rng.choice(_OBJECTS)}"
    title = f"{title[0].upper()}{title[1:]}, {number}"
    first = Edition(
        since=published,
        title=title,
        paragraphs=tuple(_paragraph(rng) for _ in range(rng.randint(4, 8))),
    )
    editions = _editions(rng, first)
    gone = None
    if rng.random() < TAKEN_DOWN:
        gone = editions[-1].since + timedelta(days=rng.uniform(2, 40))
    return Story(
        number=number,
        section=rng.choice(SECTIONS),
        author=rng.choice(AUTHORS),
        slug="-".join(title.lower().replace(",", "").split()),
        editions=editions,
        gone=gone,
    )


def _editions(rng: random.Random, first: Edition) -> tuple[Edition, ...]:
    """A quarter of the stories are changed, once or twice, within hours to weeks."""
    editions = [first]
    while len(editions) < 3 and rng.random() < 0.25:
        last = editions[-1]
        after = timedelta(hours=math.exp(rng.uniform(math.log(3), math.log(30 * 24))))
        editions.append(_changed(rng, last, last.since + after))
    return tuple(editions)


def _changed(rng: random.Random, last: Edition, since: datetime) -> Edition:
    paragraphs = list(last.paragraphs)
    title = last.title
    match rng.choice(("correction", "title", "addition", "cut")):
        case "correction":
            paragraphs.append(f"Correction: an earlier version said otherwise. {_sentence(rng)}")
        case "title":
            title = f"{last.title}: what is known"
        case "addition":
            paragraphs.insert(rng.randrange(len(paragraphs)), _paragraph(rng))
        case _:
            paragraphs[rng.randrange(len(paragraphs))] = _paragraph(rng)
    return Edition(
        since=since, title=title, paragraphs=tuple(paragraphs), silent=rng.random() < 0.3
    )


def _paragraph(rng: random.Random) -> str:
    return " ".join(_sentence(rng) for _ in range(rng.randint(2, 4)))


def _sentence(rng: random.Random) -> str:
    subject, other = rng.sample(_SUBJECTS, 2)
    text = (
        f"{subject} {rng.choice(_VERBS)} {rng.choice(_OBJECTS)} {rng.choice(_WHEN)}, and {other}"
        f" {rng.choice(_VERBS)} {rng.choice(_OBJECTS)}"
    )
    return f"{text[0].upper()}{text[1:]}."
