"""Tables: those that hold figures are one block, those that lay a page out are walked into."""

from lxml.etree import _Element as Element

from archiver.reading.text import inline_text

#: Elements that no table of figures holds.
LAYOUT = frozenset("table h1 h2 h3 form article section iframe object video".split())
MOST_CELL = 400  # characters of a cell of figures
MOST_CELLS = 20_000


def is_layout(table: Element) -> bool:
    """True if the table lays the page out: other tables, headings or long texts are in it."""
    cells = 0
    for element in table.iterdescendants():
        tag = element.tag
        if tag in LAYOUT:
            return True
        if tag in ("td", "th"):
            cells += 1
        elif (
            tag in ("p", "div", "li", "br") and len(element.tail or element.text or "") > MOST_CELL
        ):
            return True
        if cells > MOST_CELLS:
            return True
        if tag == "td" and len(element.text or "") > MOST_CELL:
            return True
    return cells < 2


def table_text(table: Element) -> str:
    """Cells divided by tabs, rows by newlines."""
    rows = (
        "\t".join(inline_text(cell) for cell in row.iter("td", "th")) for row in table.iter("tr")
    )
    return "\n".join(row for row in rows if row.strip())
