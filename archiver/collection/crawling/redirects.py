"""From a captured redirect to what it leads to."""

from pathlib import Path
from urllib.parse import urljoin

from archiver.collection.folder import warc_in
from warcs import Capture, WarcError, reader

REDIRECTS = (301, 302, 303, 307, 308)
MOST_REDIRECTS = 10


def location(archive: Path, capture: Capture) -> str:
    """The URL that a captured redirect names, absolute; ``""`` if it names none."""
    try:
        http = reader.record_at(warc_in(archive, capture.ref.file), capture.ref.offset).http
        headers = http.headers if http else ()
        found = next((value for name, value in headers if name.lower() == "location"), "")
        return urljoin(capture.url, found).partition("#")[0]
    except (WarcError, ValueError):
        return ""
