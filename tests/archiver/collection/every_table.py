"""A small collection with rows in every table of its catalogue, made by the code as it is.

    python -m tests.archiver.collection.every_table schemas/VERSION.tar.gz

Run it when a version is released, so that later ones are held to open what that one wrote.
"""

import sys
import tarfile
import tempfile
from datetime import timedelta
from pathlib import Path

from archiver.alarms import Alarm
from archiver.article import Entry
from archiver.collection import Context, Session
from archiver.collection.crawling.sources import SourceRead
from archiver.collection.opening import Sealing
from archiver.collection.options import Options
from archiver.collection.record import StyleSheet
from archiver.collection.redaction.operation import redact
from archiver.collection.redaction.order import Order, Surroundings
from archiver.collection.versioning.rereading import page_of
from archiver.publications import Publication
from archiver.reading import read
from archiver.report import Report, Yield
from archiver.requisites import Requisite
from tests.archiver.collection.redaction.making import (
    GONE,
    OTHERS,
    START,
    capture,
    counting,
    newspaper,
    page,
    ticking,
)

LATER = START + timedelta(days=3)
JAPANESE = "http://paper.example/story/port"
STYLE = "http://paper.example/paper.css"
PICTURE = "http://paper.example/quay.png"
AUTHORS = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "author": [{"name": "山田太郎"},'
    ' {"name": "Mara Quill"}, {"name": "山田太郎"}]}</script>'
)
PUBLICATION = b'name = "The Paper"\nhome = "http://paper.example/"\ndomains = ["paper.example"]\n'


def make(folder: Path) -> None:
    """Write the collection; one WARC file is left open."""
    newspaper(folder)
    redact(
        folder,
        Order(wanted=(GONE,), reason="a court order"),
        Surroundings(now=ticking(START + timedelta(days=2)), new_id=counting(7)),
    )
    session = Session(folder, now=ticking(LATER), sealing=Sealing(keep_open=True))
    run = session.begin_run(["paper"])
    session.schedules.began(["paper"], session.now())
    session.keep_publication("paper", PUBLICATION)
    session.probes.keep("paper", '{"home": "http://paper.example/"}')
    session.keep_settings(Options(contact="archive@library.example"))
    _keep_japanese(session)
    feed = "http://paper.example/feed"
    session.sources.keep(SourceRead(url=feed, lens="", payload="urn:uuid:0", named=4))
    session.sources.set_gap("http://paper.example/harbour", 2)
    session.visiting.found(feed, changed=True)
    for number, state in enumerate(("pending", "in flight", "failed", "disallowed")):
        url = f"http://paper.example/story/{state.replace(' ', '-')}"
        date = f"2026-02-0{number + 1}T10:00:00Z"
        entry = Entry(url=url, source="http://paper.example/feed", kind="feed", published=date)
        session.frontier.add("paper", [entry], session.now())
        if state != "pending":
            session.frontier.take(url)
        if state in ("failed", "disallowed"):
            session.frontier.end(url, state, "HTTP 503")  # type: ignore[arg-type]
    brought = Yield(publication="paper", found=4, fresh=4, fetched=1, articles=1, new=1)
    report = Report(started=LATER, outcome="finished", yields=[brought])
    report.publications = ("paper",)
    session.hosts.leave("slow.example", 3600.0, "HTTP 429")
    session.unreachable.keep("https://gone.example", "robots.txt: HTTP status 503", connected=True)
    session.end_run(run, report)
    home = "http://paper.example/"
    paper = Publication(slug="paper", name="The Paper", domains=("paper.example",), home=home)
    session.watching.after(report, {"paper": paper}, [], "archiver", webhook=False)
    session.schedules.ended("finished", session.now())
    told = Alarm(
        publication="paper",
        kind="source",
        subject="http://paper.example/feed",
        began=LATER,
        what="the feed does not come: HTTP 404",
        cause="it was moved or taken away",
    )
    session.watching.alarms.open(told, LATER)
    session.begin_run(["gazette"])  # and is killed
    session.commit()
    session.close()


def _keep_japanese(session: Session) -> None:
    """A page with a style sheet, which names a picture; words without spaces between them; two
    authors, one of them named twice."""
    body = page("港の船", ("港に船が着いた。", *OTHERS), JAPANESE, AUTHORS)
    found = capture(session, JAPANESE, body, ETag='"1"')
    session.validators.keep(found, '"1"', None)
    session.commit()
    asked = (Requisite(url=STYLE, kind="style"),)
    article = read(page_of(session.payload(found), JAPANESE), None, None, found.ref)
    session.store(Context(requested=JAPANESE, publication="paper", requisites=asked), article)
    session.frontier.mark_done(JAPANESE, "paper", "article", session.now())
    style = capture(session, STYLE, b"body { background: url(quay.png) }", "text/css")
    named = (Requisite(url=PICTURE, kind="image"),)
    session.keep_style_sheet(
        style,
        StyleSheet(publication="paper", page=found.ref.record_id, depth=1, requisites=named),
    )
    session.requisites.end(STYLE, "done", session.now())


def main() -> None:
    """The command."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "collection"
        make(folder)
        (folder / ".lock").unlink()
        with tarfile.open(sys.argv[1], "w:gz") as archive:
            archive.add(folder, "collection")


if __name__ == "__main__":
    main()
