"""Tables: those that hold figures are one block, those that lay a page out are walked into."""

from lxml.etree import _Element as Element

from archiver.reading.text import inline_text

#: Elements that no table of figures holds.
LAYOUT = frozenset("table h1 h2 h3 form article section iframe object video".split())
MOST_CELL = 400  # characters of a cell of figures
MOST_PARAGRAPHS = 450  # … of what stands in it in several lines
WIDE = 0x2E80  # scripts that say more in a character begin here
MOST_CELLS = 20_000


def is_layout(table: Element) -> bool:
    """True if the table lays the page out: other tables, headings or long texts are in it."""
    cells = 0
    headed = False
    said = 0  # characters of the paragraphs in a cell
    for element in table.iterdescendants():
        tag = element.tag
        if tag in LAYOUT:
            return True
        if tag in ("td", "th"):
            cells += 1
            said = _size(element.text)
            headed = headed or tag == "th"
        elif tag in ("p", "div", "li", "br"):
            size = _size(element.tail if tag == "br" else element.text or element.tail)
            said += size
            if size > MOST_CELL or (said > MOST_PARAGRAPHS and not headed):
                return True
        if cells > MOST_CELLS:
            return True
        if tag == "td" and len(element.text or "") > MOST_CELL:
            return True
    return cells < 2


def _size(text: str | None) -> int:
    """Its characters; those of scripts that say more in one count more."""
    if not text:
        return 0
    size = len(text)
    return size if ord(text[size // 2]) < WIDE else 3 * size


def table_text(table: Element) -> str:
    """Cells divided by tabs, rows by newlines."""
    rows = (
        "\t".join(inline_text(cell) for cell in row.iter("td", "th")) for row in table.iter("tr")
    )
    return "\n".join(row for row in rows if row.strip())
