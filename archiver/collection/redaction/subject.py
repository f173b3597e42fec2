"""The text of what is taken out: what other records are searched for."""

import msgspec

import archiver.reading
from archiver.article import Article
from archiver.collection.record import READING_TYPE, Reading, decode
from archiver.collection.redaction.traces import Traces, contents, texts_in
from archiver.collection.versioning.rereading import page_of
from archiver.decoding import decode as decode_text
from archiver.page import Page
from warcs.reader import Record


def learn(record: Record, traces: Traces) -> str | None:
    """Look for what a record says. Returns the URL that was asked for, of a reading."""
    if record.content_type == READING_TYPE:
        return _of_reading(record, traces)
    if record.type in ("response", "resource", "conversion"):
        for content in list(contents(record))[1:] or [record.block]:
            traces.add_page(content)
        _of_page(record, traces)
    return None


def _of_reading(record: Record, traces: Traces) -> str | None:
    try:
        reading = decode(record.id, record.block)
    except msgspec.DecodeError:
        return None
    traces.add_page(record.block)
    if isinstance(reading, Reading):  # else the article is in the one that it refers to
        _add(reading.article, traces)
    if reading.context is None:
        return None
    for entry in reading.context.entries:
        traces.add_text(entry.title or "")
    return reading.context.requested


def _of_page(record: Record, traces: Traces) -> None:
    try:
        page = _page(record)
        if page is None:
            return
        article = archiver.reading.read(page, None, None, record.ref)
    except Exception:  # whatever it is: the page is searched for as plain text then
        article = Article(url=record.url)
    _add(article, traces)
    if not article.body:
        *_, last = contents(record)
        text = decode_text(last, record.content_type).utf8.decode("utf-8", "replace")
        traces.add_text(texts_in(text))


def _page(record: Record) -> Page | None:
    """The page in a record; None for pictures and the like."""
    if record.http is not None:
        return page_of(record, record.url) if _is_text(record.http.mime) else None
    mime = (record.content_type or "").partition(";")[0].strip().lower()
    return Page.of(record.block, record.url, {}, record.date) if _is_text(mime) else None


def _is_text(mime: str | None) -> bool:
    return not mime or mime.startswith("text/") or "html" in mime or "xml" in mime


def _add(article: Article, traces: Traces) -> None:
    for text in (article.title, article.subtitle, *(block.text for block in article.body)):
        traces.add_text(text or "")
