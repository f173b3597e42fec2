"""Redirects that lead from an article to something that asks first: for consent, for a login.

What answers there is no article's page, whatever it looks like, and must not be taken for one.
"""

from urllib.parse import unquote

from archiver.probing.naming import registrable
from archiver.urls import host_of, normalise, split, words

CONSENT = words("consent consents cmp cookie cookies cookiewall gdpr privacy-wall pur zustimmung")
LOGIN = words(
    """
    account accounts anmelden anmeldung auth authorize id idp login log-in logon oauth oauth2 openid
    register registration registrieren saml session sessions signin sign-in signup sign-up sso
    connexion entrar iniciar-sesion logga-in
    """
)
_MOST = 4000  # characters of a URL that are looked at
_ENCODED = 3  # times that a URL may be percent-encoded inside another


def detour(requested: str, final: str) -> str | None:
    """Why what answered at ``final`` is not what ``requested`` asks for; None if it may be.

    The reason names the host, so that it is the same for all URLs that go this way.
    """
    if normalise(requested) == normalise(final):
        return None
    before, after = split(requested[:_MOST]), split(final[:_MOST])
    if before is None or after is None:
        return None
    host = host_of(final)
    if not after.path.strip("/") and not after.query and before.path.strip("/"):
        # Of a host that was not asked for, it may be the place to which a story was moved.
        same = registrable(host) == registrable(host_of(requested))
        return "soft 404: leads to the front page" if same else f"leads to the front page of {host}"
    foreign = registrable(host) != registrable(host_of(requested))
    back = _sends_back(requested, after.query)
    named = _words(host, after.path)
    if named & CONSENT and (foreign or back):
        return f"consent: leads to {host}"
    if named & LOGIN and (foreign or back):
        return f"login: leads to {host}"
    if foreign and back:
        return f"consent: leads to {host}"  # it wants something, and then sends back
    return None


def _sends_back(requested: str, query: str) -> bool:
    """True if the query holds the address that was asked for, to go there afterwards."""
    parts = split(requested)
    path = parts.path if parts else ""
    told = query
    for _ in range(_ENCODED):
        if requested in told or (len(path) > 1 and f"={path}" in told):
            return True
        told = unquote(told)
    return False


def _words(host: str, path: str) -> frozenset[str]:
    """Labels of the host but for its registrable domain's, and segments of the path."""
    labels = host.removesuffix(registrable(host)).split(".") + host.split(".")[:1]
    segments = [x.partition(".")[0] for x in path.lower().split("/")]
    return frozenset(x for x in (*labels, *segments) if x)
