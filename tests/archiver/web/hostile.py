"""A collection by somebody who wants the room's reader: scripts wherever a text may stand."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from archiver.alarms import Alarm
from archiver.article import (
    Article,
    Author,
    Block,
    BlockKind,
    Entry,
    Image,
    Link,
    Moment,
    RelatedLink,
    Rights,
    Sign,
)
from archiver.collection import Context, Session
from archiver.report import Report, Tally, Yield
from tests.archiver.collection.redaction.making import START, capture, ticking
from warcs import CaptureRef

SITE = "http://hostile.example"
STORY = f"{SITE}/story"
HIT = "window.hit = 1; console.log('hit'); alert('hit')"
MARKUP = (
    f"\"'>]]></title></style></script></textarea><script>{HIT}</script>"
    f'<img src=x onerror="{HIT}"><svg onload="{HIT}"><iframe srcdoc="<script>{HIT}</script>">'
    "{{ 7 * 7 }}${7 * 7}<meta http-equiv=refresh content='0;url=/stolen'>"
)
LINK = f"javascript:{HIT}"
DATA = f"data:text/html,<script>{HIT}</script>"
SVG = f"<svg xmlns='http://www.w3.org/2000/svg'><script>{HIT}</script></svg>".encode()


def page(room: str) -> bytes:
    """A page that runs what it can, and tries to reach the room by all that it knows."""
    return f"""<!doctype html><html lang="en"><head><title>Hostile</title>
<meta name="robots" content="{MARKUP.replace('"', "&quot;")}">
<style>@import url({room}stolen-import); body {{ background: url({room}stolen-background) }}
</style></style><link rel=stylesheet href="{room}stolen-sheet">
<meta http-equiv=refresh content="600;url={room}stolen-refresh"></head>
<body onload="{HIT}"><article><h1 onclick="{HIT}" style="background:url({room}stolen-style)">Hostile
</h1><p>Nobody at the eastern quay had counted the ropes since the winter of the long ice.</p>
<img src="{room}stolen-picture"><form action="{room}stolen-form"><button id=send></button></form>
<iframe src="{room}stolen-frame"></iframe><a id=away href="{room}stolen-link">away</a></article>
<script>
window.hit = 1; console.log("replayed");
const done = {{}};
const attempt = async (name, what) => {{
    try {{ done[name] = String(await what()); }}
    catch (error) {{ done[name] = "! " + error.name; }}
}};
Promise.all([
    attempt("fetch", async () => (await fetch("{room}stolen-fetch")).status),
    attempt("credentials", () => fetch("{room}stolen-credentials", {{
        credentials: "include", mode: "no-cors" }})),
    attempt("cookies", () => document.cookie.includes("room") || "none"),
    attempt("opener", () => window.opener && window.opener.document.title),
    attempt("top", () => window.top.document.title),
    attempt("worker", () => {{  // what comes of it may never be told
        navigator.serviceWorker.register("{room}stolen-worker").catch(() => 0);
    }}),
    attempt("beacon", () => {{ navigator.sendBeacon("{room}stolen-beacon"); }}),
    attempt("socket", () => {{ new WebSocket("{room}stolen-socket".replace("http", "ws")); }}),
    attempt("events", () => {{ new EventSource("{room}stolen-events"); }}),
    attempt("module", () => import("{room}stolen-module")),
]).then(() => {{ document.title = "attempts made"; }});
window.leave = () => {{
    window.open("{room}stolen-window");
    document.getElementById("send").click();
    setTimeout(() => {{ window.top.location = "{room}stolen-location"; }}, 200);
}};
</script></body></html>""".encode()


def article(ref: CaptureRef | None) -> Article:
    """What a reader without any care would have made of it."""
    block = Block(
        kind="paragraph",
        text=f"{MARKUP} and one and two",
        links=(Link(url=LINK, text="one"), Link(url=DATA, text="two")),
    )
    kinds: tuple[BlockKind, ...] = ("heading", "list item", "quote", "preformatted", "table")
    return Article(
        url=STORY,
        publication=MARKUP,
        channel=MARKUP,
        channels=(MARKUP,),
        title=MARKUP,
        subtitle=MARKUP,
        byline=MARKUP,
        authors=(Author(name=MARKUP, url=LINK),),
        published=Moment(iso="2026-03-01", text=MARKUP),
        language='en" onmouseover="alert(1)',
        topics=(MARKUP,),
        body=(block, *(Block(kind=kind, text=f"{MARKUP}\t{MARKUP}") for kind in kinds)),
        images=(
            Image(url=f"{SITE}/evil.svg", alt=MARKUP, caption=MARKUP, lead=True),
            Image(url=LINK, alt=MARKUP),
        ),
        related=(
            RelatedLink(url=LINK, text=MARKUP, kind="related", heading=MARKUP),
            RelatedLink(url=DATA, text=MARKUP, kind="inline"),
        ),
        rights=Rights(license=LINK, notice=MARKUP, signs=(Sign(name=MARKUP, where=MARKUP),)),
        evidence={"title": MARKUP, MARKUP: MARKUP, "body": f"layout:{MARKUP}"},
        capture=ref,
        reader=MARKUP,
    )


def make(folder: Path, room: str) -> Path:
    """Write the collection; ``room`` is the address that its page tries to reach."""
    session = Session(folder, now=ticking())
    run = session.begin_run([MARKUP])
    for number in (1, 2):
        found = capture(session, STORY, page(room), **{"X-Hostile": MARKUP.replace("\n", " ")})
        session.commit()
        entry = Entry(url=STORY, source=LINK, kind="feed", title=MARKUP)
        read = article(found.ref)
        if number == 2:
            read = replace(read, title=f"{MARKUP} again", body=(*read.body, *_more()))
        session.store(Context(requested=STORY, publication=MARKUP, entries=(entry,)), read)
    capture(session, f"{SITE}/evil.svg", SVG, "image/svg+xml")
    capture(session, f"{SITE}/evil.png", SVG, "image/png")
    session.frontier.add(MARKUP, [Entry(url=f"{SITE}/no", source=LINK, kind="feed")], session.now())
    session.frontier.take(f"{SITE}/no")
    session.frontier.end(f"{SITE}/no", "failed", MARKUP)
    session.watching.alarms.open(_alarm(), session.now())
    session.end_run(run, _report())
    session.close()
    return folder


def _more() -> Iterator[Block]:
    yield Block(kind="paragraph", text=f"Another sentence. {MARKUP}")


def _alarm() -> Alarm:
    return Alarm(
        publication=MARKUP,
        kind="source",
        subject=LINK,
        began=START,
        what=MARKUP,
        cause=MARKUP,
        evidence=(MARKUP,),
        fields=(MARKUP,),
        diff=(MARKUP,),
    )


def _report() -> Report:
    failures = {MARKUP: 1}
    brought = [
        Yield(publication=MARKUP, source=source, failures=failures, problem=MARKUP, articles=1)
        for source in ("", LINK)
    ]
    return Report(
        started=START,
        publications=(MARKUP,),
        outcome=MARKUP,
        channels={MARKUP: Tally()},
        failures=failures,
        problems=[MARKUP],
        yields=brought,
    )
