"""A small collection to be read in the room: three stories, one of them in two versions."""

from datetime import timedelta
from pathlib import Path

from archiver.alarms import Alarm
from archiver.alarms.model import Shown
from archiver.article import Entry
from archiver.collection import Context, Session
from archiver.collection.versioning.rereading import page_of
from archiver.reading import read
from archiver.report import Report, Yield
from archiver.requisites import Requisite
from tests.archiver.collection.redaction.making import START, capture, ticking
from tests.archiver.sample_picture import PNG
from warcs import Capture

SITE = "http://paper.example"
QUAY, LOAF, PORT = (f"{SITE}/story/{name}" for name in ("quay", "loaf", "port"))
PICTURE, STYLE = f"{SITE}/quay.png", f"{SITE}/paper.css"
SECOND = "The council will count them again in the spring, and in the open this time."
SENTENCES = (
    "Nobody at the eastern quay had counted the ropes since the winter of the long ice.",
    "The harbour master, Ansgar Wend, said on Tuesday that he would leave his office.",
)
PUBLICATION = (
    b'name = "The Paper"\nhome = "http://paper.example/"\ndomains = ["paper.example"]\n'
    b'language = "en"\n[[layouts]]\nchannel = ".section"\n'
)


def quay(*more: str) -> bytes:
    """A story with everything that an article may have."""
    text = "".join(f"<p>{sentence}</p>\n" for sentence in (*SENTENCES, *more))
    return f"""<!doctype html><html lang="en"><head><title>The ropes of the quay - The Paper</title>
<link rel="canonical" href="{QUAY}"><link rel="stylesheet" href="/paper.css">
<meta property="og:type" content="article"><meta property="og:site_name" content="The Paper">
<meta property="article:published_time" content="2026-02-27T09:30:00+01:00">
<meta name="robots" content="noarchive"></head>
<body><nav><a href="/">Front</a></nav>
<article><p class="section">Harbour</p><h1>The ropes of the quay</h1>
<p class="byline">By Ada Lindqvist</p>
<figure><img src="/quay.png" alt="Coils of rope" width="640" height="360">
<figcaption>Forty coils in a shed.</figcaption></figure>
<div class="story-body">{text}
<h2>What is counted</h2>
<ul><li>The ropes of the eastern quay, of which there are forty.</li>
<li>The lamps, of which there may be two.</li></ul>
<blockquote>I have counted what I could see, and no more than that.</blockquote>
<table><tr><th>Quay</th><th>Ropes</th></tr><tr><td>eastern</td><td>40</td></tr></table>
<p>The bakery, which <a href="/story/loaf">sells its last loaf on Saturday</a>, lent the scales,
and <a href="http://elsewhere.example/story/scales">a maker of scales</a> the weights.</p>
</div></article></body></html>""".encode()


LOAF_PAGE = f"""<!doctype html><html lang="en"><head><title>Last loaf</title>
<link rel="canonical" href="{LOAF}"><meta property="og:type" content="article"></head>
<body><article><h1>Last loaf</h1>
<p>The bakery on Mill Street sells its last loaf of barley bread on Saturday morning.</p>
<p>Its oven was built by the grandfather of the present owner and will be kept.</p>
</article></body></html>""".encode()

PORT_PAGE = f"""<!doctype html><html lang="ar" dir="rtl"><head><title>سفينة في الميناء</title>
<link rel="canonical" href="{PORT}"><meta property="og:type" content="article"></head>
<body><article><h1>سفينة في الميناء</h1>
<p>وصلت السفينة إلى الميناء في الصباح الباكر، وكان على متنها أربعون حبلا ومصباحان.</p>
<p>قال مدير الميناء إنه سيعد الحبال مرة أخرى في الربيع، أمام الجميع هذه المرة.</p>
</article></body></html>""".encode()


def make(folder: Path) -> Path:
    """Write the collection: in two runs, the second of which opened an alarm."""
    session = Session(folder, now=ticking())
    run = session.begin_run(["paper"])
    session.keep_publication("paper", PUBLICATION)
    session.frontier.add("paper", [_entry(f"{SITE}/story/none")], session.now())
    store(session, QUAY, quay(), needs=(PICTURE, STYLE))
    capture(session, PICTURE, PNG, "image/png")
    capture(session, STYLE, b"h1 { letter-spacing: 1px }", "text/css")
    store(session, LOAF, LOAF_PAGE)
    store(session, PORT, PORT_PAGE)
    session.frontier.take(f"{SITE}/story/none")
    session.frontier.end(f"{SITE}/story/none", "failed", "HTTP 503")
    session.end_run(run, _report(session, new=3, versions=0, failures={"HTTP 503": 1}))
    session.close()
    session = Session(folder, now=ticking(START + timedelta(days=1)))
    run = session.begin_run(["paper"])
    store(session, QUAY, quay(SECOND), needs=(PICTURE, STYLE))
    session.watching.alarms.open(_alarm(), session.now())
    session.end_run(run, _report(session, new=0, versions=1, failures={}))
    session.close()
    return folder


def store(session: Session, url: str, body: bytes, needs: tuple[str, ...] = ()) -> Capture:
    """Capture a page and keep its reading, as a crawl does."""
    session.frontier.add("paper", [_entry(url)], session.now())
    found = capture(session, url, body)
    session.commit()
    asked = tuple(
        Requisite(url=each, kind="style" if each.endswith(".css") else "image") for each in needs
    )
    context = Context(requested=url, publication="paper", entries=(_entry(url),), requisites=asked)
    article = read(page_of(session.payload(found), url), None, _entry(url), found.ref)
    session.store(context, article)
    session.frontier.end(url, "done", "article")
    return found


def _entry(url: str) -> Entry:
    return Entry(url=url, source=f"{SITE}/feed", kind="feed")


def _report(session: Session, *, new: int, versions: int, failures: dict[str, int]) -> Report:
    brought = Yield(
        publication="paper", found=4, fresh=new, fetched=new + versions, articles=new + versions,
        new=new, versions=versions, failures=failures,
    )  # fmt: skip
    return Report(
        started=session.now(),
        publications=("paper",),
        outcome="finished",
        kinds={"article": new + versions},
        failures=failures,
        yields=[brought],
    )


def _alarm() -> Alarm:
    return Alarm(
        publication="paper",
        kind="source",
        subject=f"{SITE}/feed",
        began=START,
        what="the feed does not come: HTTP 404",
        cause="it was moved or taken away",
        evidence=("failed in the last 2 runs",),
        first_bad=Shown(
            url=f"{SITE}/feed", date="2026-03-02T12:00:00+00:00", record_id="urn:uuid:0", status=404
        ),
    )
