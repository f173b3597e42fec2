"""News sites that are shaped unlike each other, made by small renderers; all texts are ours."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tests.spiders.hostile_server import Answer, ok

XML = "application/xml"
URLSET = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'

ENGLISH = (
    "The harbour council met on Tuesday evening to hear what the dredging would cost this year.",
    "Members were told that the channel has lost half a metre of depth since the winter storms.",
    "A second survey is to be made before the summer, and its results will be read in public.",
    "Fishermen who spoke at the meeting asked for the work to be done at night.",
)
GERMAN = (
    "Der Gemeinderat hat am Dienstagabend darüber beraten, wie teuer der neue Steg werden darf.",
    "Nach Angaben der Verwaltung hat der See seit dem Winter einen halben Meter Wasser verloren.",
    "Vor dem Sommer soll noch einmal gemessen werden, die Ergebnisse werden öffentlich verlesen.",
    "Mehrere Fischer baten in der Sitzung darum, die Arbeiten in die Nacht zu verlegen.",
)
JAPANESE = (
    "港の委員会は火曜日の夜に会合を開き、今年の浚渫工事の費用について説明を受けた。",
    "冬の嵐の後、水路の深さは半メートル減ったと報告された。夏までに二回目の調査が行われる。",
    "会合で発言した漁師たちは、工事を夜間に行うように求めた。結果は公開の場で読み上げられる。",
    "市の担当者は、来月にも新しい計画をまとめ、住民に説明する考えを示した。",
)


@dataclass(frozen=True, kw_only=True)
class NewsSite:
    """A site by its answers, and the paths of its articles."""

    host: str
    answers: Mapping[str, Answer]
    articles: tuple[str, ...] = ()

    @property
    def routes(self) -> dict[str, Answer]:
        """The answers by host and path, as the server wants them."""
        return {f"{self.host}{path}": answer for path, answer in self.answers.items()}


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What the pages of one site have in common."""

    name: str
    host: str
    language: str
    text: tuple[str, ...]
    nav: Mapping[str, str] = field(default_factory=dict)  #: path -> name

    @property
    def home(self) -> str:
        return f"http://{self.host}"

    def page(self, title: str, main: str, head: str = "") -> bytes:
        """A page with the site's navigation and footer."""
        menu = "".join(f'<li><a href="{path}">{name}</a></li>' for path, name in self.nav.items())
        return ok(
            f'<!doctype html><html lang="{self.language}"><head><meta charset="utf-8">'
            f"<title>{title}</title>{head}</head><body><header><nav><ul>{menu}</ul></nav></header>"
            f"<main>{main}</main><footer><a href='/about'>About</a> <a href='/contact'>Contact</a>"
            " <a href='/privacy-policy'>Privacy</a></footer></body></html>"
        )

    def story(self, title: str, head: str = "", byline: str = "", date: str = "") -> bytes:
        """An article's page."""
        text = "".join(f"<p>{paragraph}</p>" for paragraph in self.text * 2)
        main = (
            f"<article><h1>{title}</h1>{byline}{date}<div class='story-body'>{text}</div></article>"
        )
        return self.page(f"{title} | {self.name}", main, head)

    def teasers(self, links: Mapping[str, str], head: str = "", heading: str = "News") -> bytes:
        """A page that lists articles: path -> headline."""
        items = "".join(
            f'<div class="teaser"><h2><a href="{path}">{title}</a></h2><p>…</p></div>'
            for path, title in links.items()
        )
        return self.page(f"{heading} | {self.name}", f"<h1>{heading}</h1>{items}", head)


def urlset(urls: Iterable[tuple[str, str]], news: Mapping[str, str] | None = None) -> bytes:
    """A sitemap of (URL, lastmod); ``news``: titles by URL."""
    rows = []
    for url, day in urls:
        told = (news or {}).get(url)
        more = (
            f"<news:news><news:title>{told}</news:title>"
            f"<news:publication_date>{day}</news:publication_date></news:news>"
            if told
            else ""
        )
        rows.append(f"<url><loc>{url}</loc><lastmod>{day}</lastmod>{more}</url>")
    return ok(f'<?xml version="1.0"?><urlset {URLSET} {NEWS}>{"".join(rows)}</urlset>', XML)


def index(urls: Iterable[str]) -> bytes:
    """A sitemap index."""
    rows = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return ok(f'<?xml version="1.0"?><sitemapindex {URLSET}>{rows}</sitemapindex>', XML)


def rss(title: str, items: Iterable[tuple[str, str, str]]) -> bytes:
    """A feed of (URL, title, RFC 822 date)."""
    rows = "".join(
        f"<item><title>{name}</title><link>{url}</link><pubDate>{date}</pubDate></item>"
        for url, name, date in items
    )
    return ok(
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{rows}'
        "</channel></rss>",
        "application/rss+xml",
    )


def wordpress() -> NewsSite:
    """Feed, sitemap index, dates in the URL, an API that knows the time zone."""
    paper = Paper(
        name="The Harbour Lamp",
        host="www.harbour-lamp.example",
        language="en-GB",
        text=ENGLISH,
        nav={"/category/council/": "Council", "/category/tides/": "Tides", "/about/": "About us"},
    )
    titles = [
        f"Harbour council hears the {word} survey"
        for word in (
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
        )
    ]
    paths = {
        f"/2026/05/{day:02d}/{title.lower().replace(' ', '-')}/": title
        for day, title in enumerate(titles, 1)
    }
    head = (
        '<link rel="alternate" type="application/rss+xml" title="Posts" href="/feed/">'
        '<link rel="https://api.w.org/" href="/wp-json/">'
        f'<meta property="og:site_name" content="{paper.name}">'
    )
    answers: dict[str, Answer] = {
        "/": paper.teasers(dict(list(paths.items())[-5:]), head, paper.name),
        "/robots.txt": ok(
            f"User-agent: *\nDisallow: /wp-admin/\nSitemap: {paper.home}/wp-sitemap.xml\n",
            "text/plain",
        ),
        "/wp-json/": ok(
            json.dumps({"name": paper.name, "timezone_string": "Europe/London"}), "application/json"
        ),
        "/wp-sitemap.xml": index(
            f"{paper.home}/wp-sitemap-{kind}-1.xml"
            for kind in ("posts-post", "taxonomies-category", "users")
        ),
        "/wp-sitemap-posts-post-1.xml": urlset(
            (f"{paper.home}{x}", f"2026-05-{n:02d}T09:00:00+00:00") for n, x in enumerate(paths, 1)
        ),
        "/feed/": rss(
            paper.name,
            [
                (f"{paper.home}{x}", title, f"{n:02d} May 2026 09:00:00 +0000")
                for n, (x, title) in list(enumerate(paths.items(), 1))[-10:]
            ],
        ),
        "/category/council/": paper.teasers(dict(list(paths.items())[:4]), head, "Council"),
        "/category/tides/": paper.teasers(dict(list(paths.items())[4:8]), head, "Tides"),
        "/about/": paper.page("About us", "<h1>About us</h1><p>We print twice a week.</p>"),
    }
    for day, (path, title) in enumerate(paths.items(), 1):
        answers[path] = paper.story(
            title,
            head + f'<meta property="og:type" content="article">'
            f'<meta property="og:title" content="{title}">'
            f'<meta property="article:published_time" content="2026-05-{day:02d}T09:00:00+01:00">',
            '<p class="byline">By <a rel="author" href="/author/ada-keel/">Ada Keel</a></p>',
        )
    return NewsSite(host=paper.host, answers=answers, articles=tuple(paths))


def sitemaps_only() -> NewsSite:
    """No feed, a front page with hardly a link; robots.txt names a news sitemap and an archive."""
    paper = Paper(name="Seebote", host="seebote.example", language="de", text=GERMAN)
    paths = {
        f"/artikel/der-neue-steg-am-see-teil-{n}-{40000 + n}.html": f"Der neue Steg, Teil {n}"
        for n in range(1, 14)
    }
    urls = [f"{paper.home}{path}" for path in paths]
    titles = dict(zip(urls, paths.values(), strict=True))
    answers: dict[str, Answer] = {
        "/": paper.page("Seebote", "<h1>Seebote</h1><p>Die Zeitung vom See.</p>"),
        "/robots.txt": ok(
            f"User-agent: *\nCrawl-delay: 0.01\nSitemap: {paper.home}/sitemap-news.xml\n"
            f"Sitemap: {paper.home}/sitemap-index.xml\n",
            "text/plain",
        ),
        "/sitemap-news.xml": urlset(
            [(url, f"2026-04-{n:02d}T10:00:00+02:00") for n, url in enumerate(urls, 1)][8:], titles
        ),
        "/sitemap-index.xml": index(
            [f"{paper.home}/sitemap-2026-03.xml", f"{paper.home}/sitemap-2026-04.xml"]
        ),
        "/sitemap-2026-03.xml": urlset((url, "2026-03-09") for url in urls[:6]),
        "/sitemap-2026-04.xml": urlset((url, "2026-04-09") for url in urls[6:]),
    }
    for number, (path, title) in enumerate(paths.items(), 1):
        told = json.dumps(
            {
                "@context": "https://schema.org",
                "@type": "NewsArticle",
                "headline": title,
                "datePublished": f"2026-04-{number:02d}T10:00:00+02:00",
                "articleSection": "Gemeinde",
                "author": {"@type": "Person", "name": "Jonas Reet"},
                "publisher": {"@type": "Organization", "name": "Seebote"},
            }
        )
        answers[path] = paper.story(title, f'<script type="application/ld+json">{told}</script>')
    return NewsSite(host=paper.host, answers=answers, articles=tuple(paths))


def sections_only() -> NewsSite:
    """No feed, no sitemap, no robots.txt: a front page, and sections with older pages."""
    names = {"/council": "Council", "/tides": "Tides", "/markets": "Markets"}
    paper = Paper(
        name="Quay Gazette", host="quay-gazette.example", language="en", text=ENGLISH, nav=names
    )
    by_section = {
        section: {
            f"{section}/what-the-{section[1:]}-will-cost-in-year-{word}": (
                f"What the {name.lower()} will cost in year {word}"
            )
            for word in ("one", "two", "three", "four", "five")
        }
        for section, name in names.items()
    }
    every = {path: title for found in by_section.values() for path, title in found.items()}
    answers: dict[str, Answer] = {
        "/": paper.teasers({path: every[path] for path in list(every)[::3]}, heading=paper.name)
    }
    for section, found in by_section.items():
        answers[section] = paper.teasers(found, heading=names[section])
    for path, title in every.items():
        answers[path] = paper.story(
            title,
            byline="<p class='byline'>By Tom Rudder</p>",
            date="<time datetime='2026-03-04T08:00:00Z'>4 March 2026</time>",
        )
    return NewsSite(host=paper.host, answers=answers, articles=tuple(every))


def japanese() -> NewsSite:
    """Numbers in the URLs, a feed in a usual place that nothing links to."""
    paper = Paper(
        name="港新聞",
        host="minato-shimbun.example",
        language="ja",
        text=JAPANESE,
        nav={"/list/seiji": "政治", "/list/shakai": "社会"},
    )
    paths = {f"/articles/{220100 + n}": f"港の委員会が第{n}回の調査結果を公表" for n in range(12)}
    answers: dict[str, Answer] = {
        "/": paper.teasers(dict(list(paths.items())[:6]), heading=paper.name),
        "/rss.xml": rss(
            paper.name,
            [
                (f"{paper.home}{path}", title, f"{n + 1:02d} Jun 2026 12:00:00 +0900")
                for n, (path, title) in enumerate(paths.items())
            ],
        ),
        "/list/seiji": paper.teasers(dict(list(paths.items())[:5]), heading="政治"),
        "/list/shakai": paper.teasers(dict(list(paths.items())[5:]), heading="社会"),
    }
    for number, (path, title) in enumerate(paths.items(), 1):
        answers[path] = paper.story(
            title,
            f'<meta property="og:type" content="article">'
            f'<meta property="og:site_name" content="{paper.name}">',
            date=f"<p class='date'><time>2026年6月{number}日 12時00分</time></p>",
        )
    return NewsSite(host=paper.host, answers=answers, articles=tuple(paths))


def made_by_scripts() -> NewsSite:
    """A page that scripts fill, with a router behind the hash: nothing for a crawl."""
    body = (
        "<!doctype html><html><head><title>App News</title><script src='/app.js'></script></head>"
        "<body><div id='root'></div><a href='#/home'>Home</a><a href='#/politics'>Politics</a>"
        "<a href='#/sports'>Sports</a></body></html>"
    )
    # Whatever is asked for, the script's page is the answer.
    return NewsSite(host="app-news.example", answers={"/": ok(body), "/feed": ok(body)})
