import pytest

from archiver.requisites import Requisite, of_style_sheet

URL = "https://cdn.example/css/main.css"


def named(css: str | bytes, charset: str | None = None) -> list[tuple[str, str]]:
    content = css.encode() if isinstance(css, str) else css
    return [
        (x.kind, x.url.removeprefix("https://cdn.example"))
        for x in of_style_sheet(content, URL, charset)
    ]


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ('@import "a.css"; @import url(b.css) screen; @import url("c.css") layer(x);',
         [("style", "/css/a.css"), ("style", "/css/b.css"), ("style", "/css/c.css")]),
        ("p { background: url(../i/a.png) no-repeat, URL('b.png') }",
         [("image", "/i/a.png"), ("image", "/css/b.png")]),
        ("@media (width > 9px) { @supports (a: b) { p { background: url(a.png) } } }",
         [("image", "/css/a.png")]),
        ("p { background: image-set('a.png' 1x, url(b.png) 2x, 'c.avif' type('image/avif')) }",
         [("image", "/css/a.png"), ("image", "/css/c.avif"), ("image", "/css/b.png")]),
        (":root { --logo: url(logo.svg) }", [("image", "/css/logo.svg")]),
        ("/* url(a.png) */ p { content: 'url(b.png)' }", []),
        ("@namespace svg url(http://www.w3.org/2000/svg); p { fill: url(#gradient) }", []),
        ("p { background: url(data:image/png;base64,AAAA) } q { background: url() }", []),
        ("p { background: url(a.png", [("image", "/css/a.png")]),
        ("}}} p { background: url(a.png) } @import", [("image", "/css/a.png")]),
        (r"p { background: url(\61.png) }", [("image", "/css/a.png")]),
    ],
    ids=[
        "imports", "pictures", "inside of media and supports", "image sets", "custom properties",
        "comments and texts", "names and fragments", "data and nothing", "cut off", "broken",
        "escapes",
    ],
)  # fmt: skip
def test_style_sheet_names(css: str, expected: list[tuple[str, str]]) -> None:
    assert named(css) == expected


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ("src: url(a.woff2) format('woff2'), url(a.woff) format('woff')", ["/css/a.woff2"]),
        ("src: url(a.eot); src: url(a.eot?#iefix) format('embedded-opentype'), url(a.ttf)",
         ["/css/a.ttf"]),
        ("src: local('A'), url(a.otf)", ["/css/a.otf"]),
        ("src: url(a.svg#A) format('svg')", []),
        ("src: url(data:font/woff2;base64,AA), url(a.woff)", []),
    ],
    ids=["the first", "old ones passed over", "after a local one", "none", "inside the sheet"],
)  # fmt: skip
def test_of_a_font_the_file_that_a_browser_takes(sources: str, expected: list[str]) -> None:
    found = named(f"@media all {{ @font-face {{ font-family: A; {sources} }} }}")

    assert found == [("font", url) for url in expected]


def test_charset_is_that_of_the_header_else_of_the_sheet() -> None:
    sheet = '@charset "iso-8859-1"; p { background: url(größe.png) }'.encode("latin-1")

    assert named(sheet) == [("image", "/css/gr%C3%B6%C3%9Fe.png")]
    assert named("p { background: url(größe.png) }".encode("cp1252"), "windows-1252") == [
        ("image", "/css/gr%C3%B6%C3%9Fe.png")
    ]
    assert named("p { background: url(a.png) }", "no-such-charset") == [("image", "/css/a.png")]


def test_each_url_once() -> None:
    sheet = b"a { background: url(x.png) } b { background: url(x.png#f) }"

    assert of_style_sheet(sheet, URL) == (
        Requisite(url="https://cdn.example/css/x.png", kind="image"),
    )


def test_deep_nesting_ends() -> None:
    assert named("(" * 50_000 + "url(a.png)") == [("image", "/css/a.png")]
