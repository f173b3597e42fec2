"""What a year's collection must hold, and what of it is missing: from the paper and the server."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from archiver.collection import Collection
from tests.benchmarks.year.paper import Edition, Paper, Story, is_gone
from tests.benchmarks.year.server import Asked
from tests.benchmarks.year.site import ORIGIN, Site


@dataclass(kw_only=True)
class Verdict:
    """Figures, and what is wrong: each a line."""

    stories: int = 0  #: that were on the site when a run began
    told: int = 0  #: their editions that were there then, and of which the paper tells
    silent: int = 0  #: those of which it does not
    silent_caught: int = 0  #: versions of them
    silent_missed: int = (
        0  #: not asked for while they were there: not due by the schedule of visits
    )
    articles: int = 0  #: in the catalogue
    versions: int = 0
    wrong: list[str] = field(default_factory=list)


def judge(
    paper: Paper, site: Site, folder: Path, moments: Sequence[datetime], log: Sequence[Asked]
) -> Verdict:
    """Hold the collection in ``folder`` to the paper.

    An edition was there if it was on the site when a run began. One of which the paper tells must
    have been caught; a silent one if its page was asked for while it was there. There is no other
    version, and one article for each story.
    """
    verdict = Verdict()
    asked = _visits(site, log)
    with Collection(folder) as collection:
        status = collection.status()
        verdict.articles, verdict.versions = status.articles, status.versions
        for story in paper.stories:
            there = list(_there(story, moments))
            if not there:
                continue
            verdict.stories += 1
            urls = [ORIGIN + site.path(story, moment) for moment in (story.published, moments[-1])]
            histories = [x for x in map(collection.history, dict.fromkeys(urls)) if x is not None]
            if len({x.url for x in histories}) != 1:
                verdict.wrong.append(f"story {story.number}: {len(histories)} articles")
                continue
            texts = [x.article.title + x.article.text for x in histories[0].versions]  # type: ignore[operator]
            _compare(verdict, story, there, texts, asked.get(story.number, []))
    if verdict.articles != verdict.stories:
        verdict.wrong.append(f"{verdict.articles} articles for {verdict.stories} stories")
    return verdict


def _there(story: Story, moments: Sequence[datetime]) -> Iterator[tuple[Edition, datetime, bool]]:
    """Its editions that were on the site when a run began; when the first such run did, and
    whether the paper tells of the edition."""
    for edition, following in zip(story.editions, [*story.editions[1:], None], strict=True):
        at = bisect_left(moments, edition.since)
        if at == len(moments) or is_gone(story, moments[at]):
            continue
        if following is None or moments[at] < following.since:
            yield edition, moments[at], not edition.silent


def _visits(site: Site, log: Sequence[Asked]) -> dict[int, list[datetime]]:
    """When the page of each story was read, or found not modified."""
    visits: dict[int, list[datetime]] = {}
    for asked in log:
        story = site.story_at(asked.path)
        if story is not None and asked.status in (200, 304):
            visits.setdefault(story.number, []).append(asked.at)
    return visits


def _compare(
    verdict: Verdict,
    story: Story,
    there: list[tuple[Edition, datetime, bool]],
    texts: list[str],
    visits: list[datetime],
) -> None:
    left = list(texts)
    for edition, _, told in there:
        text = edition.title + "\n\n".join(edition.paragraphs)
        caught = text in left
        if caught:
            left.remove(text)
        verdict.told += told
        verdict.silent += not told
        verdict.silent_caught += caught and not told
        if caught:
            continue
        # The first edition that was there is new, whoever tells of it.
        if told or edition is there[0][0] or _was_asked(story, edition, visits):
            verdict.wrong.append(f"story {story.number}: edition of {edition.since} was not caught")
        else:
            verdict.silent_missed += 1
    if left:
        verdict.wrong.append(f"story {story.number}: {len(left)} versions that were no editions")


def _was_asked(story: Story, edition: Edition, visits: list[datetime]) -> bool:
    later = [x.since for x in story.editions if x.since > edition.since]
    end = min(later) if later else None
    return any(edition.since <= at and (end is None or at < end) for at in visits)
