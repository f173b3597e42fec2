"""Articles for the tests of tables: one that says everything, one that says nothing, any."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from archiver import Article, Author, Block, Image, Link, Moment, RelatedLink, Rights
from archiver.article import Sign, Skipped
from warcs import CaptureRef

FULL = Article(
    url="https://harbour.example/story/1",
    canonical_url="https://harbour.example/story/one",
    publication="Harbour Post",
    channel="Port",
    channels=("News", "Port"),
    title="Crane falls, “nobody hurt”",
    subtitle="The second in a week",
    byline="By Ada Lund and Bo Ek",
    authors=(Author(name="Ada Lund", url="https://harbour.example/ada"), Author(name="Bo Ek")),
    published=Moment(iso="2024-05-01T00:30+02:00", text="1 May 2024, 0:30", zone="page"),
    modified=Moment(iso="2024-05-02", text="May 2"),
    language="en",
    topics=("cranes", "harbour"),
    body=(
        Block(kind="heading", text="What happened", level=2),
        Block(
            kind="list item",
            text="A crane fell, again.",
            number=3,
            links=(Link(url="https://harbour.example/story/0", text="again"),),
        ),
    ),
    images=(
        Image(url="https://harbour.example/crane.jpg", alt="A crane", caption="Down", lead=True),
        Image(url="https://harbour.example/quay.jpg"),
    ),
    related=(
        RelatedLink(
            url="https://harbour.example/story/0",
            text="First crane",
            kind="related",
            heading="More",
        ),
    ),
    pagination=("https://harbour.example/story/1?page=2",),
    paywalled=False,
    rights=Rights(
        license="https://licence.example/",
        noarchive=True,
        tdm_reserved=False,
        tdm_policy="https://harbour.example/tdm",
        notice="© Harbour Post",
        signs=(Sign(name="noarchive", where="meta:robots", value="noarchive", to="crawler"),),
        skipped=Skipped(rule="noai", where="http:x-robots-tag"),
    ),
    evidence={"title": "h1", "published": "jsonld:datePublished"},
    capture=CaptureRef(
        record_id="urn:uuid:00000000-0000-4000-8000-000000000001",
        date=datetime(2024, 5, 1, 6, 7, 8, 910, tzinfo=UTC),
        digest="sha256:ABC",
        file="harbour.warc.gz",
        offset=1 << 33,
    ),
    reader="7",
)
EMPTY = Article(url=None)
FOREIGN = Article(
    url="https://tokyo.example/1",
    publication="日報",
    title="港でクレーンが倒れる",
    published=Moment(iso="2024-05-01T09:00", text="2024年5月1日 9時"),
    body=(Block(kind="paragraph", text="=1+1"),),
    paywalled=True,
)

_text = st.text(max_size=12)
_maybe = st.none() | _text
_moments = st.builds(
    Moment,
    iso=st.one_of(
        st.dates().map(lambda day: day.isoformat()),
        st.datetimes().map(lambda moment: moment.isoformat()),
        st.datetimes(timezones=st.timezones()).map(lambda moment: moment.isoformat()),
        _text,
    ),
    text=_text,
    zone=st.sampled_from((None, "page", "publication")),
)
_signs = st.builds(Sign, name=_text, where=_text, value=_maybe, to=_maybe)
_rights = st.builds(
    Rights,
    license=_maybe,
    noarchive=st.booleans(),
    tdm_reserved=st.none() | st.booleans(),
    tdm_policy=_maybe,
    notice=_maybe,
    signs=st.lists(_signs, max_size=2).map(tuple),
    skipped=st.none() | st.builds(Skipped, rule=_text, where=_text),
)
_links = st.lists(st.builds(Link, url=_text, text=_text), max_size=2).map(tuple)
_blocks = st.builds(
    Block,
    kind=st.sampled_from(("paragraph", "heading", "table")),
    text=_text,
    level=st.none() | st.integers(1, 6),
    number=st.none() | st.integers(-(2**31), 2**31 - 1),
    links=_links,
)
_captures = st.builds(
    CaptureRef,
    record_id=_text,
    date=st.integers(-(10**15), 10**15).map(
        lambda us: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(microseconds=us)
    ),
    digest=_maybe,
    file=_text,
    offset=st.integers(0, 2**63 - 1),
)
_texts = st.lists(_text, max_size=3).map(tuple)

#: Any article: all that the values can hold, whether or not our reader would say it.
ANY = st.builds(
    Article,
    url=_maybe,
    canonical_url=_maybe,
    kind=st.sampled_from(("article", "listing", "other")),
    publication=_maybe,
    channel=_maybe,
    channels=_texts,
    title=_maybe,
    subtitle=_maybe,
    byline=_maybe,
    authors=st.lists(st.builds(Author, name=_text, url=_maybe), max_size=2).map(tuple),
    published=st.none() | _moments,
    modified=st.none() | _moments,
    language=_maybe,
    topics=_texts,
    body=st.lists(_blocks, max_size=3).map(tuple),
    images=st.lists(
        st.builds(Image, url=_text, alt=_maybe, caption=_maybe, lead=st.booleans()), max_size=2
    ).map(tuple),
    related=st.lists(
        st.builds(
            RelatedLink,
            url=_text,
            text=_text,
            kind=st.sampled_from(("inline", "related", "author", "section")),
            heading=_maybe,
        ),
        max_size=2,
    ).map(tuple),
    pagination=_texts,
    paywalled=st.none() | st.booleans(),
    rights=_rights,
    evidence=st.dictionaries(_text, _text, max_size=3),
    capture=st.none() | _captures,
    reader=_text,
)
