"""Draw the sample publication's lettering: ``python -m tests.archiver.sample_font``.

Capitals and digits of five by seven dots; small letters look like capitals. What it writes is kept
in ``archiver/sample/static/``, so that only who changes a letter needs fontTools.
"""

from io import BytesIO
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

from archiver.sample.content import HERE

FILE = HERE / "static" / "lantern.woff"
DOT = 100  # font units; ten of them are an em
MADE = 3_600_000_000  # seconds since 1904 (OpenType, LONGDATETIME): the file is always the same

# Seven rows from top to bottom, each five dots: bit 4 is the leftmost.
LETTERS = {
    "A": "0E 11 11 1F 11 11 11", "B": "1E 11 11 1E 11 11 1E", "C": "0E 11 10 10 10 11 0E",
    "D": "1E 11 11 11 11 11 1E", "E": "1F 10 10 1E 10 10 1F", "F": "1F 10 10 1E 10 10 10",
    "G": "0E 11 10 17 11 11 0F", "H": "11 11 11 1F 11 11 11", "I": "0E 04 04 04 04 04 0E",
    "J": "07 02 02 02 02 12 0C", "K": "11 12 14 18 14 12 11", "L": "10 10 10 10 10 10 1F",
    "M": "11 1B 15 15 11 11 11", "N": "11 19 15 13 11 11 11", "O": "0E 11 11 11 11 11 0E",
    "P": "1E 11 11 1E 10 10 10", "Q": "0E 11 11 11 15 12 0D", "R": "1E 11 11 1E 14 12 11",
    "S": "0F 10 10 0E 01 01 1E", "T": "1F 04 04 04 04 04 04", "U": "11 11 11 11 11 11 0E",
    "V": "11 11 11 11 11 0A 04", "W": "11 11 11 15 15 1B 11", "X": "11 11 0A 04 0A 11 11",
    "Y": "11 11 0A 04 04 04 04", "Z": "1F 01 02 04 08 10 1F", "0": "0E 13 15 15 15 19 0E",
    "1": "04 0C 04 04 04 04 0E", "2": "0E 11 01 06 08 10 1F", "3": "1E 01 01 0E 01 01 1E",
    "4": "02 06 0A 12 1F 02 02", "5": "1F 10 1E 01 01 11 0E", "6": "06 08 10 1E 11 11 0E",
    "7": "1F 01 02 04 08 08 08", "8": "0E 11 11 0E 11 11 0E", "9": "0E 11 11 0F 01 02 0C",
    "-": "00 00 00 1F 00 00 00", ".": "00 00 00 00 00 0C 0C", ",": "00 00 00 00 0C 04 08",
    ":": "00 0C 0C 00 0C 0C 00", "|": "04 04 04 04 04 04 04", ">": "08 04 02 01 02 04 08",
    " ": "00 00 00 00 00 00 00",
}  # fmt: skip


def font() -> bytes:
    """The font as WOFF 1.0 (W3C, 2012), with TrueType outlines."""
    names = {letter: f"uni{ord(letter):04X}" for letter in LETTERS}
    glyphs = {".notdef": _glyph("1F 11 11 11 11 11 1F")}
    glyphs |= {names[letter]: _glyph(rows) for letter, rows in LETTERS.items()}
    builder = FontBuilder(10 * DOT, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(
        {ord(x): name for letter, name in names.items() for x in {letter, letter.lower()}}
    )
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (6 * DOT, 0)))
    builder.setupHorizontalHeader(ascent=8 * DOT, descent=-2 * DOT)
    builder.setupNameTable({"familyName": "Lantern Lettering", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=8 * DOT, sTypoDescender=-2 * DOT, usWinAscent=8 * DOT)
    builder.setupPost()
    builder.updateHead(created=MADE, modified=MADE)
    builder.font.recalcTimestamp = False
    builder.font.flavor = "woff"
    stream = BytesIO()
    builder.font.save(stream)
    return stream.getvalue()


def _glyph(rows: str) -> Glyph:
    """A square for each dot."""
    pen = TTGlyphPen(None)
    for height, row in enumerate(reversed(rows.split())):
        for column in range(5):
            if int(row, 16) >> (4 - column) & 1:
                left, low = column * DOT, height * DOT
                pen.moveTo((left, low))
                pen.lineTo((left, low + DOT))
                pen.lineTo((left + DOT, low + DOT))
                pen.lineTo((left + DOT, low))
                pen.closePath()
    return pen.glyph()


if __name__ == "__main__":
    Path(FILE).write_bytes(font())
