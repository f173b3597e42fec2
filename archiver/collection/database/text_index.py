"""The full-text index: words, and single characters of scripts that put no space between words.

FTS5 takes words apart where neither letters, marks nor digits stand, and knows nothing of Chinese,
Japanese or Thai, where it would take a whole sentence for a word. So the characters of these are
set apart before they are indexed, and a word of them is found as a phrase of its characters: of any
length, also amid Latin ones. Texts are kept as they were indexed: FTS5 must be told exactly that
when a text is taken out of the index again.
"""

import re
import sqlite3

APART = "\x1f"  # unit separator, C0: never in a word

# Thai, Lao, Burmese, Khmer, Hiragana to CJK ideographs, compatibility ideographs, halfwidth kana,
# the ideographs beyond the first plane.
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff]"
)

Text = tuple[str, str, str]  # title, authors, body


def set_apart(text: str) -> str:
    """``text`` as it is indexed."""
    if text.isascii() or UNSPACED.search(text) is None:
        return text
    return UNSPACED.sub(rf"{APART}\g<0>{APART}", text).replace(APART * 2, APART)


def joined(text: str) -> str:
    """What :func:`set_apart` was given."""
    return text.replace(APART, "")


def unspaced(text: str) -> bool:
    """True if ``text`` has letters of a script that puts no space between words."""
    return not text.isascii() and UNSPACED.search(text) is not None


def index_text(db: sqlite3.Connection, article: int, title: str, authors: str, body: str) -> None:
    """Put the newest text into the full-text index, in place of the one before."""
    row = db.execute(
        "SELECT title, authors, body FROM texts WHERE article = ?", (article,)
    ).fetchone()
    if row:
        db.execute(
            "INSERT INTO words (words, rowid, title, authors, body) VALUES ('delete', ?, ?, ?, ?)",
            (article, *row),
        )
    _keep(db, article, (title, authors, body))
    db.execute(
        "INSERT INTO words (rowid, title, authors, body)"
        " SELECT article, title, authors, body FROM texts WHERE article = ?",
        (article,),
    )


def _keep(db: sqlite3.Connection, article: int, text: Text) -> None:
    # What stands apart in the page itself would be taken for ours.
    title, authors, body = (set_apart(joined(part)) for part in text)
    db.execute("INSERT OR REPLACE INTO texts VALUES (?, ?, ?, ?)", (article, title, authors, body))


def index_anew(db: sqlite3.Connection) -> None:
    """Index all texts again: for a catalogue whose texts were indexed by other rules."""
    last = 0
    while rows := db.execute(
        "SELECT article, title, authors, body FROM texts WHERE article > ?"
        " ORDER BY article LIMIT 1000",
        (last,),
    ).fetchall():
        for article, *text in rows:
            last = int(article)
            if unspaced("".join(text)):
                _keep(db, last, (text[0], text[1], text[2]))
    db.execute("INSERT INTO words (words) VALUES ('rebuild')")


def clear(db: sqlite3.Connection) -> None:
    """Forget all texts."""
    db.execute("INSERT INTO words (words) VALUES ('delete-all')")
    db.execute("DELETE FROM texts")
