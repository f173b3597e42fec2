"""The publication that is crawled: many articles, what they need to be shown, and a redirect now
and then. Its server remembers who asked for what."""

from dataclasses import dataclass, field
from pathlib import Path

from tests.spiders.crawling import publish
from tests.spiders.hostile_server import Answer, Site, feed, ok, redirect

SLUG = "lamp"
REDIRECTED = 10  # each so many-th article is linked by a short address
PICTURES = 5


@dataclass(kw_only=True)
class Newspaper:
    """A publication of ``pages`` articles."""

    pages: int
    site: Site = field(default_factory=Site)
    moved: frozenset[str] = frozenset()  #: paths that lead to another one

    def __post_init__(self) -> None:
        paths = [f"/story/{n}" for n in range(self.pages)]
        links = [f"/s{path}" if n % REDIRECTED == 3 else path for n, path in enumerate(paths)]
        dated = [(link, f"{n // 60 % 24:02}:{n % 60:02}") for n, link in enumerate(reversed(links))]
        answers: dict[str, Answer] = {
            "/feed.xml": feed([(link, f"01 Jan 2026 {time}:00 +0000") for link, time in dated]),
            "/paper.css": ok("body { background: url(quay.png) }", "text/css"),
            "/quay.png": _picture(99),
            "/favicon.ico": _picture(98),
            **{f"/picture-{n}.png": _picture(n) for n in range(PICTURES)},
            **{path: _page(n) for n, path in enumerate(paths)},
        }
        for path, link in zip(paths, links, strict=True):
            if link != path:
                answers[link] = redirect(path)
                self.moved |= {link}
        self.site.answers.update(answers)

    def settle(self, folder: Path) -> None:
        """Describe the publication to the collection in ``folder``."""
        publish(folder, SLUG, ['feed = "/feed.xml"'], articles="/story/|/s/")

    def asked(self, begin: int, end: int) -> list[str]:
        """The paths asked for from one place in the log to another, but for what each run asks."""
        every = ("/robots.txt", "/feed.xml", "/.well-known/tdmrep.json")
        return [x.path for x in self.site.log[begin:end] if x.path not in every]


def _picture(number: int) -> bytes:
    return ok(b"\x89PNG\r\n\x1a\n" + bytes([number]) * 900, "image/png")


def _page(number: int) -> bytes:
    title = f"The story of lamp number {number}"
    text = f"Lamp {number} along the harbour was lit {number % 50} minutes late on Tuesday. " * 8
    return ok(
        f"<!doctype html><html lang=en><head><title>{title}</title>"
        '<link rel="stylesheet" href="/paper.css"><meta property="og:type" content="article">'
        f"</head><body><article><h1>{title}</h1><p>By Ada Writer</p><p>{text}</p>"
        f'<img src="/picture-{number % PICTURES}.png"><p>{text}</p></article></body></html>'
    )
