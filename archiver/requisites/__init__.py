"""What a page needs to look like itself: pictures, style sheets, fonts, icons. Bytes in, URLs out.

Scripts are left out: what they would load cannot be told from the page, and an article's text and
pictures are there without them. So are audio, video and frames.
"""

from archiver.requisites.css import of_style_sheet
from archiver.requisites.html import of_page
from archiver.requisites.screens import SCREENS, Screen, screens_of
from archiver.requisites.values import Kind, Requisite

__all__ = ["SCREENS", "Kind", "Requisite", "Screen", "of_page", "of_style_sheet", "screens_of"]
