"""Bytes become text by the WHATWG's order; declarations that lie are not believed."""

import pytest

from archiver.page import MOST_BYTES, Page, decode
from archiver.reading.survey import Survey

GERMAN = "Die Behörden in Zürich prüfen die Lieferkette der größten Händler. " * 8
JAPANESE = "東京の半導体メーカーは火曜日、新しい工場を建設すると発表した。" * 8
RUSSIAN = "Власти города сообщили, что цепочка поставок восстановлена. " * 8


def html(text: str, meta: str = "") -> str:
    return f"<html><head>{meta}<title>x</title></head><body><p>{text}</p></body></html>"


def charset(name: str) -> str:
    return f'<meta charset="{name}">'


def read(body: bytes, content_type: str | None = None) -> tuple[str, str]:
    decoded = decode(body, content_type)
    return decoded.utf8.decode(), decoded.source


@pytest.mark.parametrize(
    ("body", "content_type", "text", "source"),
    [
        pytest.param(
            b"\xef\xbb\xbf" + html(GERMAN).encode(),
            "text/html; charset=iso-8859-1",
            GERMAN,
            "bom",
            id="a byte order mark comes first",
        ),
        pytest.param(
            "\ufeff".encode("utf-16-le") + html(GERMAN).encode("utf-16-le"),
            None,
            GERMAN,
            "bom",
            id="UTF-16 by its mark",
        ),
        pytest.param(
            html(GERMAN, charset("utf-8")).encode("iso-8859-1"),
            "text/html; charset=iso-8859-1",
            GERMAN,
            "http",
            id="HTTP before meta",
        ),
        pytest.param(
            html(JAPANESE, charset("shift_jis")).encode("shift_jis"),
            "text/html",
            JAPANESE,
            "meta",
            id="meta where HTTP says nothing",
        ),
        pytest.param(
            html(GERMAN).encode(), None, GERMAN, "detected", id="UTF-8 that nobody declares"
        ),
        pytest.param(
            html(GERMAN).encode("iso-8859-1"), None, GERMAN, "detected", id="undeclared latin"
        ),
        pytest.param(
            html(JAPANESE).encode("shift_jis"), None, JAPANESE, "detected", id="undeclared Japanese"
        ),
        pytest.param(
            html(GERMAN).encode(),
            "text/html; charset=iso-8859-1",
            GERMAN,
            "detected",
            id="UTF-8 that HTTP calls latin",
        ),
        pytest.param(
            html(RUSSIAN, charset("windows-1251")).encode("cp1251"),
            "text/html; charset=utf-8",
            RUSSIAN,
            "meta",
            id="windows-1251 that HTTP calls UTF-8",
        ),
    ],
)
def test_text_is_readable(body: bytes, content_type: str | None, text: str, source: str) -> None:
    decoded, where = read(body, content_type)

    assert text in decoded
    assert where == source


def test_one_broken_byte_does_not_change_the_charset() -> None:
    body = html(GERMAN, charset("utf-8")).encode().replace(b"Lieferkette", b"Liefer\xffkette", 1)

    decoded, _ = read(body, "text/html; charset=utf-8")

    assert decoded.count("Behörden") == 8
    assert "Liefer\ufffdkette" in decoded


@pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
def test_a_page_that_was_encoded_twice_is_decoded_twice(wrong: str) -> None:
    page = html("The mayor of Zürich said: „It isn’t over“ – and left.", charset("utf-8"))

    assert read(page.encode().decode(wrong).encode()) == (page, "meta, twice")


def test_a_text_that_only_shows_what_encoding_twice_does_is_left_as_it_is() -> None:
    page = html("Of “Zürich” it makes ZÃ¼rich, of isn’t isnâ€™t.", charset("utf-8"))

    assert read(page.encode()) == (page, "meta")


def test_latin_declared_is_windows_1252() -> None:
    decoded, _ = read(html("“Quoted” – €5").encode("cp1252"), "text/html; charset=iso-8859-1")

    assert "“Quoted” – €5" in decoded


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\0" * 1000, id="zeros"),
        pytest.param(bytes(range(256)) * 50, id="all bytes"),
        pytest.param(b"\xef\xbb\xbf", id="a byte order mark alone"),
        pytest.param(b"\xff\xfe<", id="half a character"),
        pytest.param(b'<meta charset="no-such-charset"><p>\xe4', id="an unknown charset"),
        pytest.param(b"\x1f\x8b\x08\x00\x00\x00\x00\x00", id="a gzip file"),
        pytest.param(b"<!--" * 5000, id="comments without end"),
    ],
)
def test_any_bytes_give_a_tree(body: bytes) -> None:
    page = Page.of(body, "http://a.example/")

    assert page.tree.tag == "html"


def test_a_page_is_cut_where_it_is_too_large() -> None:
    page = Page.of(b"<p>text</p>" + b"x" * MOST_BYTES)

    assert page.cut
    assert len(page.decoded.utf8) <= MOST_BYTES


def test_links_are_resolved_against_the_base_element() -> None:
    page = Page.of(b'<base href="/archive/"><a href=x>', "http://a.example/story/1")

    assert Survey(page).base == "http://a.example/archive/"


def test_text_that_is_a_string_is_taken_as_it_is() -> None:
    assert Page.of("<p>Zürich 🔥</p>").decoded.source == "text"
