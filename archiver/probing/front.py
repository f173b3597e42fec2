"""The front page: which one it is, whether it can be used, what it says of the site."""

from collections import Counter
from dataclasses import dataclass

from lxml.etree import _Element as Element

from archiver.likeness import LIKELY, article_likeness
from archiver.probing.gather import Ask
from archiver.probing.naming import registrable
from archiver.probing.values import Got, Target, Unfit
from archiver.publications import Publication, moving
from archiver.sources import discovery
from archiver.sources.bodies import kind_of
from archiver.sources.feeds import read_feed
from archiver.sources.links import links
from archiver.urls import host_of, normalise, origin_of

#: What to do about a front page that did not come, by what its reason begins with.
ADVICE = {
    "host name not found": "check the address",
    "connection refused": "check the address and its port, or try again later",
    "timed out": "the site did not answer in time; try again later",
    "robots.txt:": "nothing may be fetched; ask the publisher",
    "HTTP 401": "the site asks for a login, which a crawl has not",
    "HTTP 403": "the site refuses crawlers; ask the publisher",
    "HTTP 404": "check the address",
    "HTTP 410": "check the address",
    "HTTP 429": "the site asks to be left alone for a while; try again later, with --delay 10",
    "HTTP 451": "it is withheld for legal reasons",
    "HTTP 5": "the site is out of order; try again later",
    "tls": "its certificate cannot be trusted; check the address, or tell the publisher",
    "too many redirects": "the site sends visitors in a circle; give the page where it ends",
}
MOST_LINKS = 3  # of a page that leads nowhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The front page of a site."""

    url: str  #: after redirects
    got: Got
    root: Element
    publication: Publication  #: described by it: name, language
    name_by: str
    feed: str | None = None  #: the feed that was given in its place


def failure(url: str, got: Got) -> str:
    """One line: what is wrong, and what to do about it."""
    problem = got.problem or "is empty"
    advice = next(
        (told for start, told in ADVICE.items() if problem.lower().startswith(start.lower())), ""
    )
    return f"{url}: {problem}{f'; {advice}' if advice else ''}"


async def front_of(target: Target, ask: Ask, known: Publication | None = None) -> Front:
    """The front page of what was asked for, by way of a feed or an article where that was given;
    ``known``: of a publication that has a file.

    Raises Unfit.
    """
    got = await _required(target.url, ask)
    feed = target.feed
    if kind_of(got.body) in ("feed", "JSON") and (home := _home_of_feed(got)):
        feed = feed or target.url
        got = await _required(home, ask)
    elif article_likeness(got.url) >= LIKELY:
        got = await _required(f"{origin_of(got.url)}/", ask)
    if got.page is None or kind_of(got.body) not in ("HTML", "text", "XML"):
        raise Unfit(
            f"{got.url}: is no page ({kind_of(got.body)}); give the address of a front page"
        )
    if known is None or not known.has_host(host_of(got.url)):
        _stays(target, got, feed, known)
    root = got.page.tree
    bare = discovery.publication_for(got.url)
    told = discovery.described_by(bare, root)
    name = target.name or told.name
    by = "the host is called"
    if target.name:
        by = "the list says"
    elif told.name != bare.name:
        by = "the front page says"
    return Front(
        url=got.url, got=got, root=root, name_by=by, feed=feed,
        publication=Publication(
            slug=told.slug, name=name, domains=told.domains, home=got.url, language=told.language
        ),
    )  # fmt: skip


async def _required(url: str, ask: Ask) -> Got:
    got = await ask(url)
    if got is None or not got.is_good:
        raise Unfit(failure(url, got) if got else f"{url}: was not asked for")
    return got


def _home_of_feed(got: Got) -> str | None:
    """The site whose entries a feed names; of a feed without any, its own host's."""
    reading = read_feed(got.body, got.url, got.headers)
    origins = Counter(origin_of(entry.url) for entry in reading.entries)
    if not origins:
        return None if reading.problem else f"{origin_of(got.url)}/"
    return f"{origins.most_common(1)[0][0]}/"


def _stays(target: Target, got: Got, feed: str | None, known: Publication | None) -> None:
    """Raises Unfit where asking for a site leads to another one: mostly to one that asks for
    consent or a login; where a site has moved, a person had better say so."""
    asked = registrable(host_of(feed or target.url)), registrable(host_of(target.url))
    if feed is not None or registrable(host_of(got.url)) in asked:
        return
    host = host_of(got.url).removeprefix("www.")
    if known is not None and got.moved:
        raise Unfit(
            f"{known.slug}: the publication has moved to {host}: {moving.todo(known.slug, host)}"
        )
    todo = moving.todo(known.slug, host) if known else f"add {origin_of(got.url)}/"
    raise Unfit(
        f"{target.url}: leads to another site, {got.url}; if that is where it is now, {todo}; if it"
        " asks for consent or a login, a crawl cannot pass it"
    )


def leads_nowhere(front: Front) -> str | None:
    """Why a front page is of no use by itself: it names no other page. None if it does."""
    found = {link.key for link in links(front.root, front.url, front.publication)}
    found.discard(normalise(front.url))
    if len(found) >= MOST_LINKS:
        return None
    anchors = [x.get("href") or "" for x in front.root.iter("a")]
    hashes = sum(x.startswith(("#/", "#!")) for x in anchors)
    scripts = sum(1 for _ in front.root.iter("script"))
    if hashes or scripts:
        parts = f"{hashes} links to parts of itself, " if hashes else ""
        return (
            f"its front page has {len(found)} links to other pages ({parts}{scripts} scripts): it "
            "is made by scripts, which a crawl does not run"
        )
    return f"its front page has {len(found)} links to other pages"
