import pytest

from archiver.requisites.media import Window, matches, source_size

DESKTOP = Window(width=1280, height=800, density=1)
DENSE = Window(width=1280, height=800, density=2)
PHONE = Window(width=390, height=844, density=3)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", (True, True, True)),
        ("screen", (True, True, True)),
        ("print", (False, False, False)),
        ("not print", (True, True, True)),
        ("print, (max-width: 600px)", (False, False, True)),
        ("only screen and (min-width: 48em)", (True, True, False)),
        ("(min-width: 400px) and (max-width: 1279px)", (False, False, False)),
        ("not (min-width: 400px)", (False, False, True)),
        ("(width >= 400px)", (True, True, False)),
        ("(300px <= width < 400px)", (False, False, True)),
        ("(orientation: portrait)", (False, False, True)),
        ("(min-resolution: 1.5dppx)", (False, True, True)),
        ("(-webkit-min-device-pixel-ratio: 2)", (False, True, True)),
        ("(min-aspect-ratio: 16/11)", (True, True, False)),
        ("(prefers-color-scheme: dark)", (False, False, False)),
        ("(max-width: 400px) or (min-width: 1000px)", (True, True, True)),
        ("((max-width: 400px) and (color))", (False, False, True)),
        ("(no-such-thing: 3)", (True, True, True)),
    ],
)
def test_query_holds_on_desktop_dense_desktop_and_phone(
    query: str, expected: tuple[bool, ...]
) -> None:
    assert tuple(matches(query, window) for window in (DESKTOP, DENSE, PHONE)) == expected


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ("", 1280),
        ("50vw", 640),
        ("(max-width: 600px) 100vw, 720px", 720),
        ("(min-width: 600px) calc(100vw - 2 * 40px), 100vw", 1200),
        ("min(100vw, 60rem)", 960),
        ("clamp(200px, 50vw, 500px)", 500),
        ("max(10vw, (100px + 20px) / 2)", 128),
        ("calc(1px / 0), 300px", 300),
        ("wide, -5px, 300px", 300),
        ("80vh", 640),
    ],
)
def test_source_size_on_a_desktop(sizes: str, expected: float) -> None:
    assert source_size(sizes, DESKTOP) == expected
