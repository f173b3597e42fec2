"""The full-text indexes: words, and characters for scripts that put no space between words."""

import sqlite3


def index_text(db: sqlite3.Connection, article: int, title: str, authors: str, body: str) -> None:
    """Put the newest text into the full-text indexes, in place of the one before."""
    old = db.execute("SELECT title, authors, body FROM texts WHERE article = ?", (article,))
    row = old.fetchone()
    if row:
        for table in _tables(*row):
            db.execute(
                f"INSERT INTO {table} ({table}, rowid, title, authors, body)"
                " VALUES ('delete', ?, ?, ?, ?)",
                (article, *row),
            )
    db.execute("INSERT OR REPLACE INTO texts VALUES (?, ?, ?, ?)", (article, title, authors, body))
    for table in _tables(title, authors, body):
        db.execute(
            f"INSERT INTO {table} (rowid, title, authors, body) VALUES (?, ?, ?, ?)",
            (article, title, authors, body),
        )


def _tables(title: str, authors: str, body: str) -> tuple[str, ...]:
    return ("words", "grams") if unspaced(title + authors + body) else ("words",)


# Thai, Lao, Burmese, Khmer, Hiragana to CJK ideographs, compatibility ideographs, halfwidth kana.
UNSPACED = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x9FFF),
            (0xF900, 0xFAFF), (0xFF66, 0xFF9F))  # fmt: skip


def unspaced(text: str) -> bool:
    """True if ``text`` has letters of a script that puts no space between words."""
    return not text.isascii() and any(
        low <= ord(char) <= high for char in set(text) for low, high in UNSPACED
    )


def clear(db: sqlite3.Connection) -> None:
    """Forget all texts."""
    for table in ("words", "grams"):
        db.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
    db.execute("DELETE FROM texts")
