"""A captured site that does everything it can to reach out of the replay.

Its first page is what a visitor opens; it frames ``/raw``, which ReplayWeb.page can be made to give
without any rewriting (the modifier ``id_``), so that what follows runs with the browser's own
functions: the strongest that a captured page can be. Each attempt has a path of its own at the
sink, ``/leak/NAME``, or a name of its own to look up, ``NAME.leak.example``.
"""

from pathlib import Path
from string import Template

HOST = "hostile.example"
SITE = f"http://{HOST}"
HERE = Path(__file__).parent / "hostile_site"
#: Pages that each try one way to leave that the rewriting leaves alone, or may get wrong.
LEAVING = tuple(sorted(path.stem for path in (HERE / "leaving").iterdir()))


def text(name: str, sink: str) -> str:
    """A file of the site; ``sink`` is the host and port that must not be reached."""
    return Template((HERE / name).read_text(encoding="utf-8")).substitute(sink=sink)


def headers(sink: str) -> list[tuple[str, str]]:
    """What every response of the site carries."""
    lines = text("headers.txt", sink).splitlines()
    return [(name, value) for name, _, value in (line.partition(": ") for line in lines)]


def responses(sink: str) -> dict[str, bytes]:
    """URL -> HTTP response as it was captured."""
    head = "".join(f"{name}: {value}\r\n" for name, value in headers(sink))
    files = {"/": "entrance.html", "/raw": "raw.html", "/worker.js": "worker.js"}
    files |= {f"/{name}": f"leaving/{name}.html" for name in LEAVING}
    kinds = {"html": "text/html", "js": "text/javascript"}
    return {
        f"{SITE}{path}": (
            f"HTTP/1.1 200 OK\r\nContent-Type: {kinds[name.rpartition('.')[2]]}\r\n{head}\r\n"
            f"{text(name, sink)}"
        ).encode()
        for path, name in files.items()
    }
