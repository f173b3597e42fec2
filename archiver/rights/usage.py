"""What content may be used for: the dictionaries of ``Content-Usage`` and ``Content-Signal``."""

from collections.abc import Iterable, Iterator

from archiver.article import Sign

KINDS = ("content-signal", "content-usage")
NO = ("n", "no")  # Content-Usage has y and n (draft-ietf-aipref-vocab), Content-Signal yes and no
MOST_PURPOSES = 20  # of one line
LONGEST = 200  # characters of a value


def dictionary(text: str) -> Iterator[tuple[str, str]]:
    """Keys and values of ``train-ai=n, search=y``, lower-case, without parameters (RFC 9651)."""
    for member in text.split(",")[:MOST_PURPOSES]:
        key, _, value = member.partition(";")[0].partition("=")
        if key.strip():
            yield key.strip().lower()[:LONGEST], value.strip().lower()[:LONGEST]


def signs(kind: str, said: Iterable[tuple[str, str]], where: str) -> Iterator[Sign]:
    """One sign a purpose: ``content-usage-train-ai`` with the value ``n``."""
    for purpose, answer in said:
        yield Sign(name=f"{kind}-{purpose}", where=where, value=answer)
