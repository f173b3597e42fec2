import pytest

from archiver.page import Page
from archiver.web.copies import Look, copy, style


def copied(html: str, **look: object) -> str:
    page = Page.of(html, "http://paper.example/story")
    text = copy(page.tree, {}, Look(**look), "")  # type: ignore[arg-type]
    return text.partition("</head>\n")[2].partition("</html>")[0]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>A<script>alert(1)</script>B</p>", "<p>AB</p>"),
        ("<p onclick=alert(1) class=x>A</p>", '<p class="x">A</p>'),
        ('<a href="javascript:alert(1)">A</a>', "<a>A</a>"),
        ('<a href="http://x.example/" target=_top>A</a>', "<a>A</a>"),
        ("<iframe src=http://x.example/></iframe><p>A</p>", "<p>A</p>"),
        ("<svg><script>alert(1)</script><p>B</svg><p>A</p>", "<p>A</p>"),
        ("<form action=http://x.example/><input name=q><p>A</p></form>", "<div><p>A</p></div>"),
        ("<x-story onload=alert(1)>A</x-story>", "<div>A</div>"),
        ("<img src=x onerror=alert(1) alt='A &lt;b&gt;'>",
         '<span class="archiver-no-picture">A &lt;b&gt;</span>'),
        ("<p>a &lt;script&gt; b &amp;lt; c</p>", "<p>a &lt;script&gt; b &amp;lt; c</p>"),
        ("<p title='\"><script>alert(1)</script>'>A</p>",
         '<p title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;">A</p>'),
        ("<meta http-equiv=refresh content='0;url=http://x.example/'><p>A</p>", "<p>A</p>"),
        ("<p style='background:url(http://x.example/)'>A</p>",
         '<p style="background:not-loaded(http://x.example/)">A</p>'),
    ],
    ids=lambda value: value[:24],
)  # fmt: skip
def test_only_what_is_harmless_is_written(html: str, expected: str) -> None:
    assert copied(f"<body>{html}").strip() == f"<body>{expected}</body>"


def test_a_picture_of_the_archive_stands_in_the_copy() -> None:
    text = copied(
        "<body><img src=/a.png alt=A>", picture=lambda url: f"data:image/png;base64,{url}"
    )

    assert text == '<body><img alt="A" src="data:image/png;base64,/a.png"></body>'


def test_a_style_sheet_cannot_end_its_element() -> None:
    page = Page.of("<body>A", "http://paper.example/story")

    text = copy(page.tree, {}, Look(styles=["a{}</style><script>alert(1)</script>"]), "")

    assert "<style>a{}\\3c /style>\\3c script>alert(1)\\3c /script></style>" in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('@import url("http://x.example/a;b.css"); a { color: red }', 'b.css"); a { color: red }'),
        ("@IMPORT 'x.css';a{}", "a{}"),
        (
            "a{background: URL ( http://x.example/ )}",
            "a{background: not-loaded( http://x.example/ )}",
        ),
        ("a{color: red}", "a{color: red}"),
    ],
)
def test_a_style_sheet_loads_nothing(text: str, expected: str) -> None:
    assert style(text).strip() == expected


def test_a_page_of_ten_thousand_nested_elements_is_written() -> None:
    text = copied("<body>" + "<div>" * 10_000 + "A")

    assert text.count("<div>") == text.count("</div>") <= 401


def test_marked_elements_carry_their_fields() -> None:
    page = Page.of("<body><h1>A</h1><img src=a.png alt=B>", "http://paper.example/story")
    h1, img = page.tree.findall(".//h1")[0], page.tree.findall(".//img")[0]

    text = copy(page.tree, {h1: ["title"], img: ["images"]}, Look(), "")

    assert '<h1 data-archiver-field="title">A</h1>' in text
    assert '<span data-archiver-field="images"><span class="archiver-no-picture">B' in text
