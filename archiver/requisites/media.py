"""Media queries and the lengths of ``sizes``, as a window of a given size answers them.

Media Queries 4 and CSS Values 4, by tinycss2's tokens. What is not known here is taken to hold: a
picture more is better than one that is missing.
"""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import tinycss2

Node = Any  # tinycss2 has no types

EM = 16.0  # pixels of a font that nobody changed
PIXELS = {"px": 1.0, "em": EM, "rem": EM, "ch": EM / 2, "ex": EM / 2, "pt": 4 / 3, "pc": 16.0,
          "in": 96.0, "cm": 96 / 2.54, "mm": 9.6 / 2.54}  # fmt: skip
DENSITIES = {"dppx": 1.0, "x": 1.0, "dpi": 1 / 96, "dpcm": 2.54 / 96}
COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq,
}  # fmt: skip
#: What a person at a desktop has who changed nothing.
DISCRETE = {
    "prefers-color-scheme": "light",
    "prefers-reduced-motion": "no-preference",
    "prefers-reduced-data": "no-preference",
    "prefers-contrast": "no-preference",
    "hover": "hover",
    "any-hover": "hover",
    "pointer": "fine",
    "any-pointer": "fine",
    "display-mode": "browser",
    "scripting": "enabled",
}
SHOWN_ON = frozenset(("all", "screen"))
MOST_TEXT = 4_000  # characters of a query or list of sizes that are read
MOST_DEPTH = 20  # parentheses inside each other


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A browser's window: CSS pixels, and device pixels to one of them."""

    width: float
    height: float
    density: float


def matches(query: str | None, window: Window) -> bool:
    """True if the list of media queries holds; an empty one does."""
    if not query or not query.strip():
        return True
    parts = _divided(_parsed(query), ",")
    return any(_query(_words(part), window) for part in parts)


def source_size(sizes: str, window: Window) -> float:
    """The width that a ``sizes`` attribute gives, in CSS pixels; 100vw if it gives none."""
    for part in _divided(_parsed(sizes), ","):
        words = _words(part)
        if not words:
            continue
        *condition, last = words
        length = _length(last, window, MOST_DEPTH)
        if length is not None and length >= 0 and _condition(condition, window, MOST_DEPTH):
            return length
    return window.width


def _parsed(text: str) -> list[Node]:
    return list(tinycss2.parse_component_value_list(text[:MOST_TEXT], skip_comments=True))


def _words(nodes: list[Node]) -> list[Node]:
    return [x for x in nodes if x.type != "whitespace"]


def _divided(nodes: list[Node], mark: str) -> list[list[Node]]:
    parts: list[list[Node]] = [[]]
    for node in nodes:
        if node.type == "literal" and node.value == mark:
            parts.append([])
        else:
            parts[-1].append(node)
    return parts


def _ident(node: Node) -> str | None:
    return node.lower_value if node.type == "ident" else None


def _query(words: list[Node], window: Window) -> bool:
    """``only screen and (min-width: 600px)``."""
    if not words:
        return True
    negated = len(words) > 1 and _ident(words[0]) == "not" and words[1].type == "ident"
    if negated or _ident(words[0]) == "only":
        words = words[1:]
    kind = _ident(words[0]) if words else None
    if kind is None or kind == "not":
        return _condition(words, window, MOST_DEPTH)
    rest = words[2:] if len(words) > 1 and _ident(words[1]) == "and" else words[1:]
    return (kind in SHOWN_ON and _condition(rest, window, MOST_DEPTH)) != negated


def _condition(words: list[Node], window: Window, depth: int) -> bool:
    """``not (a)``, ``(a) and (b)``, ``(a) or (b)``; nothing at all holds."""
    if not words or depth == 0:
        return True
    if _ident(words[0]) == "not":
        return not _condition(words[1:], window, depth - 1)
    either = any(_ident(word) == "or" for word in words)
    answers = [_feature(x, window, depth) for x in words if x.type != "ident"]
    return any(answers) if either else all(answers)


def _feature(node: Node, window: Window, depth: int) -> bool:
    """What stands in parentheses: a feature, or another condition."""
    if node.type != "() block":
        return True
    words = _words(node.content)
    if not words or words[0].type == "() block" or _ident(words[0]) == "not":
        return _condition(words, window, depth - 1)
    if any(x.type == "literal" and x.value in "<>=" for x in words):
        return _range(words, window)
    name = _ident(words[0]) or ""
    values = words[2:] if len(words) > 2 and words[1] == ":" else []
    return _plain(name, values, window)


def _plain(name: str, values: list[Node], window: Window) -> bool:
    """``min-width: 600px``, ``orientation: landscape``, ``color``."""
    name = name.removeprefix("-webkit-")
    given = _value(values, window)
    for prefix, mark in (("min-", ">="), ("max-", "<="), ("", "=")):
        own = _number_of(name.removeprefix(prefix), window) if name.startswith(prefix) else None
        if own is not None:
            return given is None or COMPARE[mark](own, given)
    word = _ident(values[0]) if values else None
    if name == "orientation":
        return word in (None, "landscape" if window.width >= window.height else "portrait")
    return word is None or DISCRETE.get(name, word) == word


def _number_of(name: str, window: Window) -> float | None:
    """A feature of the window that is a number."""
    match name:
        case "width" | "device-width":
            return window.width
        case "height" | "device-height":
            return window.height
        case "resolution" | "device-pixel-ratio":
            return window.density
        case "aspect-ratio" | "device-aspect-ratio":
            return window.width / window.height
    return None


def _range(words: list[Node], window: Window) -> bool:
    """``width >= 600px``, ``400px <= width < 700px``."""
    terms: list[list[Node]] = [[]]
    marks: list[str] = []
    for word in words:
        if word.type == "literal" and word.value in ("<", ">", "="):
            if terms[-1]:
                marks.append(word.value)
                terms.append([])
            else:
                marks[-1:] = [f"{marks[-1]}{word.value}" if marks else word.value]
        else:
            terms[-1].append(word)
    values = [_term(term, window) for term in terms]
    return all(
        left is None or right is None or COMPARE.get(mark, COMPARE["="])(left, right)
        for (left, right), mark in zip(pairwise(values), marks, strict=False)
    )


def _term(term: list[Node], window: Window) -> float | None:
    name = _ident(term[0]) if term else None
    return _number_of(name, window) if name else _value(term, window)


def _value(values: list[Node], window: Window) -> float | None:
    """A length in pixels, a density, a ratio or a number."""
    if not values:
        return None
    if len(values) == 3 and values[1] == "/":
        above, below = values[0], values[2]
        if above.type == below.type == "number" and below.value:
            return float(above.value / below.value)
        return None
    first = values[0]
    if first.type == "dimension" and first.lower_unit in DENSITIES:
        return float(first.value * DENSITIES[first.lower_unit])
    return _length(first, window, MOST_DEPTH)


# Lengths


def _length(node: Node, window: Window, depth: int) -> float | None:
    """A length in CSS pixels, or a bare number; None for what is none."""
    if depth == 0:
        return None
    match node.type:
        case "number":
            return float(node.value)
        case "dimension":
            return _dimension(float(node.value), node.lower_unit, window)
        case "() block":
            return _sum(_words(node.content), window, depth - 1)
        case "function":
            return _function(node, window, depth - 1)
    return None


def _dimension(value: float, unit: str, window: Window) -> float | None:
    if unit in PIXELS:
        return value * PIXELS[unit]
    width, height = window.width, window.height
    of = {"w": width, "h": height, "i": width, "b": height,
          "min": min(width, height), "max": max(width, height)}  # fmt: skip
    for prefix in ("v", "sv", "lv", "dv"):
        if unit.startswith(prefix):
            name = unit.removeprefix(prefix)
            if name in of:
                return value / 100 * of[name]
    return None


def _function(node: Node, window: Window, depth: int) -> float | None:
    parts = [_sum(_words(part), window, depth) for part in _divided(node.arguments, ",")]
    values = [part for part in parts if part is not None]
    if len(values) != len(parts):
        return None
    match node.lower_name, values:
        case "calc", [value]:
            return value
        case "min", [_, *_]:
            return min(values)
        case "max", [_, *_]:
            return max(values)
        case "clamp", [low, value, high]:
            return max(low, min(value, high))
    return None


def _sum(words: list[Node], window: Window, depth: int) -> float | None:
    """``100vw - 2 * 16px``: products first, from left to right (CSS Values 4, §10.8)."""
    terms: list[tuple[str, float]] = []
    mark = "+"
    for word in words:
        if word.type == "literal" and word.value in ("+", "-", "*", "/"):
            mark = word.value
            continue
        value = _length(word, window, depth)
        if value is None:
            return None
        if mark in "*/" and terms:
            sign, before = terms.pop()
            if mark == "/" and not value:
                return None
            terms.append((sign, before * value if mark == "*" else before / value))
        else:
            terms.append((mark, value))
    if not terms:
        return None
    return sum(value if sign == "+" else -value for sign, value in terms)
