"""What a page needs to look like itself: pictures, style sheets, fonts, icons. Bytes in, URLs out.

Scripts are left out: what they would load cannot be told from the page, and an article's text and
pictures are there without them. So are audio, video and frames.
"""

from typing import TYPE_CHECKING

from warcs.later import imported

if TYPE_CHECKING:
    from archiver.requisites.css import of_style_sheet
    from archiver.requisites.html import of_page
    from archiver.requisites.screens import SCREENS, Screen, screens_of
    from archiver.requisites.values import Kind, Requisite

__all__ = ["SCREENS", "Kind", "Requisite", "Screen", "of_page", "of_style_sheet", "screens_of"]

_FROM = {
    "archiver.requisites.css": ("of_style_sheet",),
    "archiver.requisites.html": ("of_page",),
    "archiver.requisites.screens": ("SCREENS", "Screen", "screens_of"),
    "archiver.requisites.values": ("Kind", "Requisite"),
}

if not TYPE_CHECKING:  # mypy is to know the names above, and no others

    def __getattr__(name: str) -> object:
        return imported("archiver.requisites", name, _FROM)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
