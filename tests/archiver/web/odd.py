"""A collection of odd articles: nothing in them, long words, many scripts, no publication."""

from dataclasses import replace
from pathlib import Path

from archiver.article import Article, Author, Block, Moment
from archiver.collection import Context, Session
from archiver.report import Report
from tests.archiver.collection.redaction.making import capture, ticking
from tests.archiver.web.holding import SITE

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2


def keep(session: Session, publication: str | None, article: Article) -> None:
    """Store an article as it is given, with a capture of its own."""
    found = capture(session, article.url or "", f"<p>{article.title}</p>".encode())
    session.commit()
    context = Context(requested=article.url or "", publication=publication)
    session.store(context, replace(article, capture=found.ref))


def make(folder: Path) -> Path:
    """Write the collection."""
    session = Session(folder, now=ticking())
    run = session.begin_run(["paper"])
    day = Moment(iso="2026-02-27", text="27 February")
    names = ("Élodie Aubert", "eva Brandt", "Zoe Adler", "王小明", "李娜", "山田太郎", "4th Estate")
    items = (
        Block(kind="list item", text="Loose", number=None),
        Block(kind="list item", text="Third", number=3),
        Block(kind="list item", text="Fourth", number=4),
    )
    keep(session, "paper", Article(url=f"{SITE}/one", title="One", published=day, body=items))
    keep(
        session,
        None,
        Article(
            url=f"{SITE}/two",
            title="=1+1",
            channel=LONG,
            published=Moment(iso="1998-05-01", text="May Day"),
            authors=tuple(Author(name=name) for name in names),
        ),
    )
    keep(session, None, Article(url=f"{SITE}/three"))
    session.end_run(run, Report(started=session.now(), publications=("paper",)))
    session.close()
    return folder
