"""What a publication is called: its slug and its domains, from the host of its front page."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from functools import cache

from tldextract import TLDExtract

from archiver.urls import host_of, within

MOST_DOMAINS = 5
LEAST_SHARE = 0.1  # of the URLs that the sources name: a host with less is a guest
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_PLAIN_HOSTS = ("www", "www2", "m", "mobile", "amp")


@cache
def _suffixes() -> TLDExtract:
    """The Public Suffix List that comes with the package: nothing is fetched, nothing written."""
    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def registrable(host: str) -> str:
    """The domain that somebody registered (publicsuffix.org): ``paper.co.uk`` of its subdomains.

    A host for which there is none (an address, a single label) is its own.
    """
    if re.fullmatch(r"[0-9.]+|.*:.*", host) or "." not in host:
        return host
    found = _suffixes()(host)
    if found.suffix:
        return f"{found.domain}.{found.suffix}" if found.domain else host
    return ".".join(host.split(".")[-2:])  # a top level that the list has not, as in a test's


def slug_of(url: str, taken: Collection[str]) -> str:
    """A short name for the site at ``url`` that none of ``taken`` is.

    ``paper`` for www.paper.example, ``paper-sport`` for sport.paper.example; where that is taken,
    the whole host, then with a number.
    """
    host = host_of(url)
    domain = registrable(host)
    label = domain.partition(".")[0] if "." in domain and not domain[0].isdigit() else domain
    below = [x for x in host.removesuffix(domain).strip(".").split(".") if x]
    rest = [x for x in below if x not in _PLAIN_HOSTS]
    short = _slug("-".join([label.removeprefix("xn--"), *reversed(rest)]))
    whole = _slug(host.removeprefix("www.").replace("xn--", ""))
    names = [short, whole, *(f"{whole}-{number}" for number in range(2, 1000))]
    return next(name for name in names if name not in taken)


def domains_of(home: str, named: Iterable[str]) -> tuple[str, ...]:
    """The hosts that are the publication's: that of its front page, and those under the same
    registrable domain on which its own sources name a fair part of their URLs."""
    host = host_of(home)
    first = host.removeprefix("www.")
    own = registrable(host)
    counts = Counter(host_of(url).removeprefix("www.") for url in named)
    total = sum(counts.values())
    others = [
        name
        for name, count in counts.most_common()
        if within(name, (own,)) and not within(name, (first,)) and count >= LEAST_SHARE * total
    ]
    return (first, *others[: MOST_DOMAINS - 1])


def _slug(text: str) -> str:
    return _NOT_SLUG.sub("-", text.lower()).strip("-") or "site"
