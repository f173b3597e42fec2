"""What a browser may do with what the reading room sends: nothing but show it.

No page of the room has a script, so none is allowed: whatever got into a page by a mistake of ours
would not run. Content Security Policy Level 3 (W3C).
"""

from collections.abc import Mapping

from archiver.replay.policy import DENIED

NOTHING = "default-src 'none'; base-uri 'none'"

EVERYWHERE: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in DENIED),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-DNS-Prefetch-Control": "off",
    "X-Frame-Options": "DENY",
}

#: Of the room's own pages: its style sheet, its pictures, its forms, and nobody's scripts.
PAGE = (
    f"{NOTHING}; style-src 'self'; img-src 'self'; form-action 'self'; frame-src 'self';"
    " frame-ancestors 'none'"
)

#: Of what is no page: style sheets, pictures, feeds, tables. Opened by itself, it is in a sandbox.
FILE = f"{NOTHING}; form-action 'none'; frame-ancestors 'none'; sandbox"

#: Of the copy of an archived page: in a sandbox without scripts, forms, or an origin. What it shows
#: is in it: style sheets in line, pictures as data.
COPY = (
    f"{NOTHING}; style-src 'unsafe-inline'; img-src data:; form-action 'none';"
    " frame-ancestors 'self'; sandbox"
)
