"""What a browser may do with what the replay server sends: three origins, a policy for each.

- The *start* page, on 127.0.0.1, only leads to the viewer.
- The *viewer* is the outermost page. It shows nothing but a sandboxed frame: no archived script can
  reach it, so none can leave for another site, open a window or start a download.
- In the frame, on an origin of its own, ReplayWeb.page and the archived pages live. What they load
  comes from this origin, which has nothing but them: the service worker answers, or the server
  does. (Firefox takes paths in a policy for wrong where a service worker answers, so there are
  paths only where none does.)

Content Security Policy Level 3 (W3C); what Level 3 leaves open is said in docs/replay.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass

# Of every feature that can be denied, those that reach a device, a person or the network.
DENIED = (
    "accelerometer", "browsing-topics", "camera",
    "clipboard-read", "clipboard-write", "display-capture", "encrypted-media", "gamepad",
    "geolocation", "gyroscope", "hid", "identity-credentials-get", "idle-detection",
    "local-fonts", "magnetometer", "microphone", "midi",
    "otp-credentials", "payment", "private-state-token-issuance", "private-state-token-redemption",
    "publickey-credentials-create", "publickey-credentials-get",
    "screen-wake-lock", "serial", "storage-access", "sync-xhr", "usb",
    "window-management", "xr-spatial-tracking",
)  # fmt: skip

EVERYWHERE: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Origin-Agent-Cluster": "?1",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in DENIED),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-DNS-Prefetch-Control": "off",
}
# What a Content-Security-Policy leaves open: connections before a navigation, names that are only
# looked up, WebRTC. A draft of the WICG (2026) that Chromium 156 follows; others ignore it.
NO_OTHERS = "(response-origin)"
# ReplayWeb.page's worker sends a browser from one address of a capture to another.
REDIRECTS = f"{NO_OTHERS};redirects=allow"

NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True, kw_only=True)
class Places:
    """Where a replay is: three hosts (with port) and the path below which everything lies."""

    start: str  #: host and port of the address that is given to the user
    viewer: str
    pages: str  #: of ReplayWeb.page and the archived pages
    path: str  #: begins and ends with "/"

    @property
    def start_url(self) -> str:
        """What is given to the user."""
        return f"http://{self.start}{self.path}"

    @property
    def viewer_url(self) -> str:
        """The outermost page."""
        return f"http://{self.viewer}{self.path}"

    @property
    def pages_url(self) -> str:
        """What the sandboxed frame shows."""
        return f"http://{self.pages}{self.path}"


def refusal() -> dict[str, str]:
    """Of an answer that says no."""
    return _with(f"{NOTHING}; sandbox; frame-ancestors 'none'")


def start(places: Places) -> dict[str, str]:
    """Of the start page."""
    policy = f"{NOTHING}; script-src {places.start_url}; img-src data:; frame-ancestors 'none'"
    return _with(f"{policy}; connect-src {places.viewer_url}here", _and(places.viewer))


def viewer(places: Places) -> dict[str, str]:
    """Of the outermost page. ``frame-src`` keeps the frame, whatever happens in it, on our path."""
    own = places.viewer_url
    policy = f"{NOTHING}; script-src {own}; style-src {own}; img-src data:; frame-ancestors 'none'"
    return _with(f"{policy}; frame-src {places.pages_url}", _and(places.pages))


def here(places: Places) -> dict[str, str]:
    """Of the empty answer by which the start page tells that the browser finds the viewer."""
    return {**viewer(places), "Cross-Origin-Resource-Policy": "cross-origin"}


def app(places: Places) -> dict[str, str]:
    """Of ReplayWeb.page's own page."""
    own = places.pages_url
    return _with(
        f"{NOTHING}; script-src {own}ui.js; worker-src {own}sw.js; style-src 'unsafe-inline';"
        " img-src data: blob: 'self'; font-src data:; connect-src data: 'self';"
        f" frame-src about: 'self'; frame-ancestors http://{places.viewer}",
        REDIRECTS,
    )


def worker(places: Places) -> dict[str, str]:
    """Of the service worker, and of the worker that loads the index: these read the captures."""
    own = places.pages_url
    scripts = f"script-src {own}replayweb/ 'unsafe-eval'"
    return _with(f"{NOTHING}; {scripts}; connect-src {own}captures/ blob: data:")


def replayed(places: Places) -> dict[str, str]:
    """Of what the service worker makes of a capture; its own headers are taken off before."""
    policy = (
        "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:;"
        " frame-src 'self' data: blob: about:; base-uri 'self'; form-action 'self';"
        f" object-src 'none'; frame-ancestors 'self' http://{places.viewer}"
    )
    # The service worker tells by the referrer which capture a request belongs to.
    return {**_with(policy, REDIRECTS), "Referrer-Policy": "same-origin"}


def _with(policy: str, connections: str = NO_OTHERS) -> dict[str, str]:
    return {
        **EVERYWHERE,
        "Content-Security-Policy": policy,
        "Connection-Allowlist": connections,
    }


def _and(host: str) -> str:
    """Connections to ``host`` as well."""
    return f'(response-origin "http://{host}")'
