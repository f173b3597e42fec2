"""What a person should do about each way in which a request may end, one line each."""

from collections.abc import Iterator, Mapping

#: By the beginning of the reason, the first that fits; lower-case.
ADVICE: Mapping[str, str] = {
    "http 401": "the site asks for a login, which a crawl has not",
    "http 402": "the site asks for money, which a crawl has not",
    "http 403": "the site refuses crawlers; ask the publisher",
    "http 404": "it is not there any more; nothing is to be done",
    "http 410": "it was taken away; nothing is to be done",
    "http 429": "the site asks for fewer requests; it is left alone for as long as it says and "
    "asked again; a longer --delay keeps it from saying so",
    "http 451": "it is withheld for legal reasons",
    "http 5": "the site is out of order; it is asked again later",
    "robots.txt: disallow": "the site does not want it fetched; ask the publisher",
    "robots.txt": "robots.txt could not be had, so nothing is fetched until it can",
    "tdmrep.json": "it could not be had, and may say that nothing is to be kept; it is asked again",
    "ai.txt": "it could not be had, and may say that nothing is to be kept; it is asked again",
    "host name not found": "check the address in the publication's file",
    "connection refused": "the site is down or blocks this machine; it is asked again later",
    "connection lost": "the site ended the connection; it is asked again later",
    "timed out": "the site was too slow; it is asked again later; DOWNLOAD_TIMEOUT can be longer",
    "tls": "its certificate has ended or cannot be trusted; tell the publisher",
    "too many redirects": "the site sends visitors in a circle; look at the page in a browser",
    "redirect to what is no address": "the site's redirect is broken; tell the publisher",
    "larger than download_maxsize": "it is larger than DOWNLOAD_MAXSIZE lets it be",
    "cut: larger than warc_read_limit": "it was captured whole and read as far as WARC_READ_LIMIT",
    "cut:": "it did not come whole; what came is kept, and it is asked for again",
    "content-coding": "its compression cannot be undone; the bytes are kept",
    "the answer is no http": "what answers there is no web server; check the address",
    "the head is too long": "the site's headers are broken; tell the publisher",
    "not a page": "it is a file and no article; a narrower `articles` leaves it out",
    "soft 404": "the site says with status 200 that it is not there; nothing is to be done",
    "consent": "the site asks for consent first, which a crawl cannot give; ask the publisher for "
    "access without",
    "login": "the site asks for a login, which a crawl has not; ask the publisher",
    "leads to the front page": "the site has moved or given up; look at it in a browser",
    "trap: a calendar": "a list leads through days without end; leave the list out of the file",
    "trap: parameters": "a list names one page under ever new parameters; leave the list out",
    "trap: a path": "a list names paths that go round; leave the list out of the file",
    "trap: too many": "a list names URLs without end; leave it out, or raise MAX_NEW_PER_FORM",
    "trap: a form": "a narrower `articles` in the publication's file leaves them out",
    "wall: consent": "the site asks for consent first; they are visited again",
    "wall: login": "the site asks for a login; they are visited again",
    "wall: check for robots": "the site takes the crawl for an attack; ask the publisher",
    "wall": "the text is behind a wall; they are visited again, for a wall may open",
    "mistake in the reader": "a mistake of ours; the log has it, please report it",
    "mistake in a pipeline": "a mistake in a pipeline of your project; the log has it",
}


def advice(reason: str) -> str | None:
    """What to do about it; None where nothing is known to be done."""
    lower = reason.lower()
    return next((told for start, told in ADVICE.items() if lower.startswith(start)), None)


def explained(counts: Mapping[str, int]) -> Iterator[str]:
    """A line for each reason, the most frequent first: how often, what, and what to do."""
    for reason, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        told = advice(reason)
        yield f"{count} x {reason}: {told}" if told else f"{count} x {reason}"
