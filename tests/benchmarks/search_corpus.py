"""Articles that nobody wrote, shaped as articles are, in a collection without WARC files."""

import random
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from archiver.article import Article, Author, Block, Moment
from archiver.collection.articles import describe
from archiver.collection.database import catalogue
from archiver.collection.database.rows import context_json, iso
from archiver.collection.folder import Folder
from archiver.collection.record import Context
from warcs import Capture, CaptureRef

VOCABULARY = 100_000
IDEOGRAPHS = 3000
SYLLABLES = [
    f"{begin}{vowel}{end}"
    for begin in ("", *"bcdfghklmnprstvw", "ch", "st", "tr", "pl", "sh")
    for vowel in ("a", "e", "i", "o", "u", "ea", "ou")
    for end in ("", "", "n", "r", "s", "t", "l", "ng", "nd")
]
PUBLICATIONS = {
    "daily": ("The Daily", "daily.example", "en", ("World", "Business", "Sport", "Opinion")),
    "courier": ("The Courier", "courier.example", "en-GB", ("World", "City", "Culture")),
    "wire": ("Tech Wire", "techwire.example", "en", ("Security", "Mobile", "Science")),
    "bote": ("Der Bote", "bote.example", "de", ("Politik", "Wirtschaft", "Kultur")),
    "ribao": ("海港日报", "ribao.example", "zh", ("国际", "经济", "体育")),
}
SPACED = ("daily", "daily", "courier", "wire", "bote")
FIRST = datetime(2015, 1, 1, tzinfo=UTC)
DAYS = 3652
FILE = "archiver-20150101000000-00000.warc.gz"
BATCH = 1000  # articles in a transaction


class Corpus:
    """The words, characters and people that articles are made of."""

    def __init__(self, seed: int, scheme: str = "https") -> None:
        dice = random.Random(seed)
        self._scheme = scheme
        self.words = _words(dice)
        self._weights = list(accumulate(1 / (rank + 2.7) for rank in range(VOCABULARY)))
        self.ideographs = [chr(0x4E00 + 7 * number) for number in range(IDEOGRAPHS)]
        self._terms = ["".join(dice.choices(self.ideographs, k=2)) for _ in range(20_000)]
        self._term_weights = list(accumulate(1 / (rank + 2.7) for rank in range(20_000)))
        names = [word.capitalize() for word in self.words[2000:] if word.isalpha()]
        self.authors = [f"{names[2 * x]} {names[2 * x + 1]}" for x in range(500)]
        self._author_weights = list(accumulate(1 / (rank + 5) for rank in range(500)))
        self.channels = sorted({x for *_, channels in PUBLICATIONS.values() for x in channels})

    def text(self, dice: random.Random, count: int) -> str:
        """So many words in sentences and paragraphs."""
        words = dice.choices(self.words, cum_weights=self._weights, k=count)
        paragraphs = []
        while words:
            length = min(dice.randrange(30, 90), len(words))
            taken, words = words[:length], words[length:]
            for place in range(0, length, 18):
                taken[place] = taken[place].capitalize()
                if place:
                    taken[place - 1] += "."
            paragraphs.append(f"{' '.join(taken)}.")
        return "\n\n".join(paragraphs)

    def unspaced(self, dice: random.Random, count: int) -> str:
        """So many terms of two characters."""
        terms = dice.choices(self._terms, cum_weights=self._term_weights, k=count)
        sentences = ["".join(terms[at : at + 12]) for at in range(0, count, 12)]
        return "\n\n".join("。".join(sentences[at : at + 5]) for at in range(0, len(sentences), 5))

    def article(self, number: int, seed: int) -> Article:
        """The article of this number, the same each time."""
        dice = random.Random(f"{seed} {number}")
        slug = "ribao" if number % 20 == 7 else dice.choice(SPACED)
        _, domain, language, channels = PUBLICATIONS[slug]
        # More each year, fewer at weekends, and now and then one of long ago.
        day = FIRST + timedelta(days=int(DAYS * dice.random() ** 0.7))
        if day.weekday() > 4 and dice.random() < 0.5:
            day -= timedelta(days=2)
        moment = day + timedelta(seconds=dice.randrange(86_400))
        length = max(30, int(dice.lognormvariate(6.05, 0.55)))
        write = self.unspaced if slug == "ribao" else self.text
        title = write(dice, dice.randrange(4, 11)).rstrip(".")
        signed = dice.choices((0, 1, 2), (1, 8, 1))[0]
        names = dice.choices(self.authors, cum_weights=self._author_weights, k=signed)
        iso = moment.isoformat() if dice.random() < 0.9 else f"{moment:%Y-%m-%d}"
        channel = dice.choices(channels, range(len(channels), 0, -1))[0]
        url = f"{self._scheme}://{domain}/story/{number}"
        return Article(
            url=url,
            publication=PUBLICATIONS[slug][0],
            channel=channel,
            title=title,
            authors=tuple(Author(name=name) for name in names),
            published=Moment(iso=iso, text=iso, zone="page" if len(iso) > 10 else None),
            language=language,
            body=tuple(
                Block(kind="paragraph", text=text) for text in write(dice, length).split("\n\n")
            ),
            capture=CaptureRef(
                record_id=f"urn:uuid:00000000-0000-4000-8000-{number:012}",
                date=moment + timedelta(hours=1),
                digest=f"sha256:{number:052}",
                file=FILE,
                offset=number * 40_000,
            ),
            reader="1",
        )


def _words(dice: random.Random) -> list[str]:
    """Words, the most frequent first, which are the shortest: about 2 letters, then up to 15."""
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        longest = 1 + len(found).bit_length() // 5
        word = "".join(dice.choices(SYLLABLES, k=max(1, dice.randint(longest - 1, longest))))
        if len(found) % 50 == 49:
            word = word.replace("a", "á").replace("u", "ü")
        if word:
            found.setdefault(word)
    return list(found)


def make(root: Path, corpus: Corpus, count: int, seed: int = 1) -> None:
    """The collection in ``root``, unless one of so many articles is there; a line as it grows."""
    folder = Folder(root)
    folder.make()
    for slug, (name, domain, language, _) in PUBLICATIONS.items():
        (folder.publications / f"{slug}.toml").write_text(
            f'name = "{name}"\nhome = "https://{domain}/"\ndomains = ["{domain}"]\n'
            f'language = "{language}"\n'
        )
    with closing(catalogue.connect(folder.catalogue)) as db:
        (have,) = db.execute("SELECT count(*) FROM articles").fetchone()
        db.execute("PRAGMA synchronous = OFF")  # it can be made again
        db.execute("PRAGMA cache_size = -400000")  # kB
        db.execute("PRAGMA wal_autocheckpoint = 50000")  # pages
        writing, start = 0.0, time.process_time()
        for first in range(have, count, BATCH):
            articles = [
                corpus.article(number, seed)
                for number in range(first + 1, min(first + BATCH, count) + 1)
            ]
            began = time.process_time()
            db.execute("BEGIN")
            for number, article in enumerate(articles, first + 1):
                _add(db, number, article)
            db.execute("COMMIT")
            writing += time.process_time() - began
            if first // BATCH % 5 == 4 or first + BATCH >= count:
                print(
                    f"{first + len(articles)} articles, {time.process_time() - start:.0f} s of CPU,"
                    f" {writing / (first + len(articles) - have) * 1000:.2f} ms to catalogue each",
                    flush=True,
                )
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        _sizes(db)


def _add(db: sqlite3.Connection, number: int, article: Article) -> None:
    """As a crawl does, but for asking whether any of it is known: each address and text is new."""
    ref = article.capture
    assert ref is not None
    assert article.url is not None
    url = article.url
    slug = next(slug for slug, value in PUBLICATIONS.items() if value[1] in url)
    catalogue.add_capture(
        db,
        Capture(
            ref=ref,
            url=url,
            type="response",
            status=200,
            mime="text/html",
            length=30_000,
            payload_length=90_000,
        ),
    )
    db.execute(
        "INSERT INTO articles (id, url, publication, kind) VALUES (?, ?, ?, 'article')",
        (number, url, slug),
    )
    db.execute("INSERT INTO aliases VALUES (?, ?)", (url, number))
    db.execute(
        "INSERT INTO versions (id, article, number, digest, date, reading, latest)"
        " VALUES (?, ?, 1, '', ?, ?, ?)",
        (number, number, iso(ref.date), number, ref.record_id),
    )
    describe(db, number, article)
    context = context_json(Context(requested=url, publication=slug))
    db.execute(
        "INSERT INTO readings VALUES (?, ?, ?, ?, ?, ?, NULL, '1', ?, ?)",
        (number, f"{ref.record_id}1", ref.record_id, url, number, slug, context, article.to_json()),
    )


def _sizes(db: sqlite3.Connection) -> None:
    """How much of the disk the texts and their index take."""
    (size,) = db.execute("SELECT count(*) FROM articles").fetchone()
    for name, tables in (("texts", "texts"), ("their index", "words_*"), ("all", "*")):
        (taken,) = db.execute(
            "SELECT sum(pgsize) FROM dbstat WHERE name GLOB ?", (tables,)
        ).fetchone()
        print(f"{name}: {taken / 1e6:.0f} MB, {taken / size:.0f} bytes an article")
