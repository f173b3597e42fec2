"""What changed about a site since it was looked at last, and what of that needs a person.

Shares are compared by Fisher's exact test (Fisher 1922; one-sided), so that ten articles are not
taken for more than they are, and no threshold has to be set by hand but the usual 5 %.
"""

from collections.abc import Iterator
from datetime import datetime
from math import exp, lgamma

import msgspec

from archiver.probing.pattern import Pattern
from archiver.probing.places import FILE, FRONT
from archiver.probing.values import FieldFound, Finding, SourceFound
from archiver.publications import Publication
from archiver.publications.moving import todo
from archiver.urls import host_of, normalise

SURE = 0.05  # probability that chance alone makes a share fall so far
ROUNDING = 1e-9  # a chance of exactly SURE is none that is less
STALE_DAYS = 14  # a source that is so much older than the newest other has stopped
GONE = ("HTTP 404", "HTTP 410")


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One difference."""

    text: str  #: one line
    attention: bool  #: False: good to know


def changes(now: Finding, publication: Publication, before: Finding | None) -> tuple[Change, ...]:
    """What differs between ``now`` and the publication's file, and ``before``, the finding of the
    last time (None: it was never asked), in the order in which a person should look."""
    found = [
        *_moved(now, publication),
        *_sources(now, publication, before),
        *_pattern(now, publication, before),
        *_fields(now, before),
        *_robots(now, before),
        *_more(now, publication, before),
    ]
    return tuple(sorted(found, key=lambda change: not change.attention))


def fallen(before: tuple[int, int], now: tuple[int, int]) -> bool:
    """True if the share ``now`` (so many of so many) is less than ``before`` and chance alone
    would rarely make it so small."""
    (a, n), (b, m) = before, now
    if not n or not m or b * n >= a * m:
        return False
    total = _log_ways(n + m, a + b)
    least = max(0, a + b - n)
    ways = (_log_ways(m, k) + _log_ways(n, a + b - k) for k in range(least, b + 1))
    return sum(exp(one - total) for one in ways) < SURE - ROUNDING


def _log_ways(of: int, number: int) -> float:
    """The logarithm of the ways to choose so many; of a sitemap's URLs they have 30,000 digits."""
    return lgamma(of + 1) - lgamma(number + 1) - lgamma(of - number + 1)


def _moved(now: Finding, publication: Publication) -> Iterator[Change]:
    """All that is in the file and answers is at another domain."""
    own = {normalise(publication.source_url(source)) for source in publication.sources}
    read = [x for x in now.sources if x.read and x.problem is None and normalise(x.url) in own]
    hosts = {host_of(x.moved or x.url).removeprefix("www.") for x in read}
    if len(hosts) == 1 and not any(map(publication.has_host, hosts)):
        (host,) = hosts
        text = f"the publication has moved to {host}: {todo(publication.slug, host)}"
        yield Change(text=text, attention=True)


def _sources(now: Finding, publication: Publication, before: Finding | None) -> Iterator[Change]:
    own = {normalise(publication.source_url(source)) for source in publication.sources}
    earlier = {normalise(x.url): x for x in before.sources} if before else {}
    for source in now.sources:
        key = normalise(source.url)
        if source.read and (key in own or not own):
            yield from _source(source, earlier.get(key))
    yield from _stopped(now, own)


def _source(source: SourceFound, earlier: SourceFound | None) -> Iterator[Change]:
    what = f"{source.kind} {source.url}"
    if source.moved:
        yield Change(text=f"{what}: moved for good to {source.moved}", attention=True)
    elif source.problem and not source.urls:
        known = earlier is not None and earlier.problem == source.problem
        word = "is gone" if source.problem.startswith(GONE) else "cannot be read"
        yield Change(text=f"{what}: {word} ({source.problem})", attention=not known)
    elif not source.articles and (earlier is None or earlier.articles):
        yield Change(text=f"{what}: names no articles any more", attention=True)


def _stopped(now: Finding, own: set[str]) -> Iterator[Change]:
    """A feed or news sitemap whose newest entry is much older than what other sources name."""
    live = [x for x in now.sources if x.newest and (x.kind == "feed" or x.news)]
    newest = max((x.newest for x in now.sources if x.newest), default=None)
    for source in live:
        if source.newest is None or newest is None or (own and normalise(source.url) not in own):
            continue
        days = (datetime.fromisoformat(newest) - datetime.fromisoformat(source.newest)).days
        if days >= STALE_DAYS:
            yield Change(
                text=f"{source.kind} {source.url}: its newest entry is of {source.newest[:10]}, "
                f"{days} days older than another source's; it has stopped",
                attention=True,
            )


def _pattern(now: Finding, publication: Publication, before: Finding | None) -> Iterator[Change]:
    if now.pattern is None:
        if before and before.pattern:
            yield Change(text="articles: there are too few URLs to try it on", attention=False)
        return
    if publication.articles is None:
        text = f"articles: the file has no expression; this one fits: {now.pattern.expression}"
        yield Change(text=text, attention=False)
        return
    caught = (now.pattern.caught, now.pattern.articles)
    earlier = before.pattern if before and before.pattern else None
    full = (now.pattern.articles, now.pattern.articles)  # a file is meant to catch all
    if fallen((earlier.caught, earlier.articles) if earlier else full, caught):
        yield Change(text=f"articles: catches {_of(now.pattern)}{_was(earlier)}", attention=True)


def _of(pattern: Pattern) -> str:
    return f"{pattern.caught} of {pattern.articles} URLs that its sources call articles"


def _was(earlier: Pattern | None) -> str:
    return f"; it was {earlier.caught} of {earlier.articles}" if earlier else ""


def _fields(now: Finding, before: Finding | None) -> Iterator[Change]:
    read = now.kinds.get("article", 0)
    if not now.fields:
        kinds = ", ".join(f"{count} x {kind}" for kind, count in now.kinds.items()) or "no page"
        yield Change(text=f"no article could be read ({kinds} came)", attention=True)
    for name, field in now.fields.items():
        earlier = before.fields.get(name) if before else None
        if earlier and fallen((earlier.found, earlier.articles), (field.found, field.articles)):
            yield Change(text=f"{name}: {_share(field)}; it was {_share(earlier)}", attention=True)
    if before and before.kinds.get("article") and now.fields and not read:
        yield Change(text="none of the pages is a plain article any more", attention=True)


def _share(field: FieldFound) -> str:
    return f"found on {field.found} of {field.articles} articles"


def _robots(now: Finding, before: Finding | None) -> Iterator[Change]:
    if before is None:
        return
    old, new = before.robots, now.robots
    if old.digest != new.digest:
        said = "is gone" if old.exists and not new.exists else "says something else to us"
        text = f"robots.txt: {said}"
        if new.delay != old.delay:
            text += f"; seconds between requests: {old.delay or 0:g} -> {new.delay or 0:g}"
        if new.disallowed > old.disallowed:
            text += f"; {new.disallowed} URLs were disallowed, {old.disallowed} before"
        yield Change(text=text, attention=True)
    for sign in now.optouts:
        word = sign.partition(":")[0]
        if all(x.partition(":")[0] != word for x in before.optouts):
            yield Change(text=f"the site now says: {sign}", attention=True)


def _more(now: Finding, publication: Publication, before: Finding | None) -> Iterator[Change]:
    """Sources that nobody knew of. New channels need somebody only where the file lists them."""
    own = {normalise(publication.source_url(source)) for source in publication.sources}
    if not own:
        return
    earlier = {normalise(x.url) for x in before.sources} if before else set()
    listed = any(source.channel for source in publication.sources)
    by_list = any(source.channels for source in publication.sources)
    for source in now.sources:
        key = normalise(source.url)
        if key in own | earlier or not source.is_useful or source.where.startswith((FILE, FRONT)):
            continue
        if source.kind == "channel" and by_list:
            continue
        name = f" ({source.name})" if source.name else ""
        text = f"{source.kind} {source.url}{name}: new, and not in the file"
        yield Change(text=text, attention=source.kind == "channel" and listed)
    left = {normalise(x.url) for x in now.sources}
    for source in before.channels if before else ():
        if normalise(source.url) not in left:
            text = f"channel {source.url}: the front page does not link to it any more"
            yield Change(text=text, attention=False)
