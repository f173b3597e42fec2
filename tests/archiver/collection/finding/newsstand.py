"""A catalogue of a few articles, each there for something that a query must tell apart."""

import sqlite3
from pathlib import Path

from archiver.article import Article, Author, Block, Moment
from archiver.collection.articles import describe
from archiver.collection.database import catalogue
from archiver.collection.finding import Filters, Finder, Found

Row = tuple[str, str | None, str | None, tuple[str, ...], str | None, str | None, str, str]

# address, publication, channel, authors, published, language, title, body
ROWS: dict[int, Row] = {
    1: ("paper.example/cranes", "paper", "Security", ("Ada L.",), "2024-05-01T08:00:00+02:00",
        "en", "Cranes of Zürich", "The supply chain of the harbour broke. Nobody cared."),
    2: ("paper.example/shops", "paper", "Business", ("Noor Halabi", "Ada L."), "2024-05-01",
        "en", "Chain stores", "A chain of shops may supply the city with bread."),
    3: ("www.gazette.example/tokyo", "gazette", "国際", ("山田太郎",), "2023-12-31T23:30:00",
        "ja", "東京の半導体工場", "東京の半導体メーカーは火曜日、新しいAI工場を建設する。"),
    4: ("gazette.example/port?id=4", "gazette", "security", ("Ravi Sundaram-Ellis",), "2024-06-02",
        "en-GB", "Securing the port", "Security at 100% is a dream; NEAR and OR are words."),
    5: ("gazette.example/brot", "gazette", "Wirtschaft", ("Ada Lindgren",), "2025-01-15",
        "de-AT", "Brot und E-Commerce", "Die Straße zum Bäcker. Don’t panic, sagt O’Neil."),
    6: ("paper.example/thai", "paper", None, (), None,
        "th", "ข่าววันนี้", "รัฐบาลไทยประกาศนโยบายเศรษฐกิจใหม่ในกรุงเทพ"),
    7: ("paper.example/china", "paper", "World", ("李明",), "2024-02-29",
        "zh", "中国经济", "中国人民银行宣布降息。GDP 增长。"),
    8: ("paper.example/hindi", "paper", "World", ("Mara Quill",), "2024-03-01",
        "hi", "हिन्दी समाचार", "सरकार ने नई नीति की घोषणा की। Un été à Málaga. В Москве 서울에서."),
    9: ("paper.example/list", "paper", "World", (), "2024-03-02", "en", "Today on the supply",
        "What is new."),
}  # fmt: skip


def article(number: int) -> Article:
    """As a reader would have read it."""
    address, publication, channel, authors, published, language, title, body = ROWS[number]
    return Article(
        url=f"https://{address}",
        kind="listing" if number == 9 else "article",
        publication=publication,
        channel=channel,
        title=title,
        authors=tuple(Author(name=name) for name in authors),
        published=published and Moment(iso=published, text=published),  # type: ignore[arg-type]
        language=language,
        body=(Block(kind="paragraph", text=body),),
    )


def add(db: sqlite3.Connection, number: int, found: Article) -> None:
    """Catalogue an article under this number."""
    db.execute(
        "INSERT INTO articles (id, url, publication, kind) VALUES (?, ?, ?, ?)",
        (number, found.url, found.publication, found.kind),
    )
    db.execute("INSERT INTO aliases VALUES (?, ?)", (found.url, number))
    describe(db, number, found)


def made(path: Path) -> sqlite3.Connection:
    """The catalogue."""
    db = catalogue.connect(path)
    for number in ROWS:
        add(db, number, article(number))
    return db


STORIES = Filters(kinds=("article",))


class Stand:
    """The catalogue, and who searches it."""

    def __init__(self, path: Path, ranked: int = 5000) -> None:
        self.db = made(path)
        slugs = {"The Paper": "paper", "gazette.example": "gazette"}
        self.finder = Finder(self.db, slugs.get, ranked=ranked)
        self._numbers = {f"https://{row[0]}": number for number, row in ROWS.items()}

    def numbers(self, found: Found) -> list[int]:
        """Which articles were found, in their order."""
        return [self._numbers[hit.url] for hit in found.hits]

    def search(self, query: str) -> list[int]:
        """The articles that a query finds, in their order."""
        return self.numbers(self.finder.search(query, STORIES))
