"""Whether a publication has moved to another domain: where its sources lead, and what they name.

Every URL of a host that is none of the publication's is left out, so that a site that moved brings
nothing any more, though all its feeds and sitemaps answer.
"""

from collections import Counter
from collections.abc import Sequence

from scrapy.http import Response

from archiver.article import Entry
from archiver.publications import Publication
from archiver.urls import host_of

LOOKED_AT = 1000  # entries of a source
PERMANENT = (301, 308)  # redirects, RFC 9110 §15.4


class Moves:
    """What the sources of one run say."""

    def __init__(self) -> None:
        self._led: dict[str, set[str]] = {}  # slug -> hosts; "" for the publication's own

    def look(
        self, publication: Publication, response: Response, entries: Sequence[Entry]
    ) -> str | None:
        """A source was read, and named these articles. What is wrong, if they, or it where it names
        none, are at a host that is none of the publication's."""
        hosts = Counter(host_of(entry.url) for entry in entries[:LOOKED_AT])
        where = host_of(response.url)
        if any(map(publication.has_host, hosts)):
            self._note(publication, "")
        elif hosts:
            ((host, _),) = hosts.most_common(1)
            self._note(publication, host)
            return f"names only articles of {host}, which is none of the publication's domains"
        elif publication.has_host(where):
            self._note(publication, "")
        elif _is_for_good(response):
            self._note(publication, where)
            return f"moved for good to {response.url}, which is none of the publication's domains"
        return None

    def found(self) -> dict[str, str]:
        """Slug -> host to which the publication has moved, as all of its sources say that were
        read; empty where it has not, and left out where nothing was read."""
        return {slug: _host(hosts) for slug, hosts in self._led.items()}

    def _note(self, publication: Publication, host: str) -> None:
        self._led.setdefault(publication.slug, set()).add(host.removeprefix("www."))


def _host(hosts: set[str]) -> str:
    (host,) = hosts if len(hosts) == 1 else ("",)
    return host


def _is_for_good(response: Response) -> bool:
    """True if each redirect on the way was a permanent one (RFC 9110 §15.4)."""
    reasons = response.meta.get("redirect_reasons", ())
    return bool(reasons) and all(one in PERMANENT for one in reasons)
