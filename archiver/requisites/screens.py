"""Which of several pictures a browser takes: ``srcset``, ``sizes`` and ``media`` on some screens.

HTML, §4.8.4 (images) and Media Queries 4. A replay can show only what was captured, on whatever
screen: so the candidates of a few common ones are captured, not all that a page offers.
"""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archiver.errors import ArchiverError
from archiver.requisites import media

_SCREEN = re.compile(r"([0-9]{2,5})(?:@([0-9](?:\.[0-9]{1,2})?))?")
_SPACE = " \t\n\f\r"
MOST_CANDIDATES = 100  # of one srcset


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A browser's window."""

    width: int  #: CSS pixels
    density: float = 1.0  #: device pixels to a CSS pixel

    @property
    def window(self) -> media.Window:
        """What media queries ask about. The height is that of common screens, 16 to 10."""
        return media.Window(width=self.width, height=round(self.width / 1.6), density=self.density)


#: A desktop of common width, a wide one, and one of high density.
SCREENS = (Screen(width=1280), Screen(width=1920), Screen(width=1280, density=2.0))


def screens_of(texts: Iterable[str]) -> tuple[Screen, ...]:
    """Screens as settings write them: ``1280``, ``1280@2``. Raises ArchiverError."""
    found = []
    for text in texts:
        match = _SCREEN.fullmatch(text.strip())
        if match is None or not int(match[1]) or float(match[2] or 1) <= 0:
            raise ArchiverError(
                f"{text!r} is no screen; write its width in pixels, as 1280 or 1280@2"
            )
        found.append(Screen(width=int(match[1]), density=float(match[2] or 1)))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A picture of a ``srcset``."""

    url: str  #: as written
    width: float | None = None  #: ``640w``: pixels of the file
    density: float | None = None  #: ``2x``


def candidates(srcset: str) -> Iterator[Candidate]:
    """The pictures that a ``srcset`` offers (HTML §4.8.4.3.10); broken ones are left out."""
    position = 0
    for _ in range(MOST_CANDIDATES):
        while position < len(srcset) and srcset[position] in f"{_SPACE},":
            position += 1
        start = position
        while position < len(srcset) and srcset[position] not in _SPACE:
            position += 1
        url = srcset[start:position]
        if not url:
            return
        descriptors = ""
        if url.endswith(","):
            url = url.rstrip(",")
        else:
            descriptors, position = _descriptors(srcset, position)
        candidate = _candidate(url, descriptors.split())
        if candidate is not None:
            yield candidate


def _descriptors(srcset: str, position: int) -> tuple[str, int]:
    """The text up to the comma that ends the candidate; one in parentheses does not."""
    start, depth = position, 0
    while position < len(srcset):
        character = srcset[position]
        if character == "," and depth == 0:
            break
        depth += (character == "(") - (character == ")" and depth > 0)
        position += 1
    return srcset[start:position], position


def _candidate(url: str, descriptors: list[str]) -> Candidate | None:
    width: float | None = None
    density: float | None = None
    for descriptor in descriptors:
        number = _number(descriptor[:-1])
        match descriptor[-1]:
            case "w" if number:
                width = number
            case "x" if number is not None:
                density = number
            case "h":  # for forms of it that are no longer; goes with a width
                continue
            case _:
                return None
    return Candidate(url=url, width=width, density=density)


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None


def choose(
    srcset: str, sizes: str | None, width: int | None, screens: Iterable[Screen]
) -> list[str]:
    """The URLs, as written, that browsers on ``screens`` take of a ``srcset``, each once.

    ``sizes`` as the attribute says; ``auto``, which a script fills in, means ``width`` (the
    element's attribute, in pixels) where there is one.
    """
    offered = list(candidates(srcset))
    chosen = (_best(offered, sizes, width, screen) for screen in screens)
    return list(dict.fromkeys(url for url in chosen if url is not None))


def _best(
    offered: list[Candidate], sizes: str | None, width: int | None, screen: Screen
) -> str | None:
    """As Chromium does: the first that is dense enough, or the one before if that is nearer."""
    if not offered:
        return None
    slot = _slot(sizes, width, screen)
    dense = sorted(((_density(x, slot), n) for n, x in enumerate(offered)))
    index = 0
    while index < len(dense) - 1:
        current, following = dense[index][0], dense[index + 1][0]
        if following >= screen.density:
            # At 1x nothing blurred is taken; above, what is nearer by the geometric mean.
            nearer = screen.density >= math.sqrt(current * following)
            blurred = screen.density <= 1 and screen.density > current
            index += blurred or nearer
            break
        index += 1
    return offered[dense[index][1]].url


def _slot(sizes: str | None, width: int | None, screen: Screen) -> float:
    """How wide the picture is shown, in CSS pixels."""
    text = (sizes or "").strip()
    if text.lower().startswith("auto"):
        return float(width or screen.width)
    return media.source_size(text, screen.window)


def _density(candidate: Candidate, slot: float) -> float:
    if candidate.width is not None:
        return candidate.width / slot if slot else math.inf
    return candidate.density if candidate.density is not None else 1.0
