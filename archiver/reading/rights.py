"""What may be done with the page: licence, notice, opt-outs, and where each was said."""

from collections.abc import Iterator

from archiver.article import Rights, Sign
from archiver.reading import access
from archiver.reading.jsonld import address, string
from archiver.reading.survey import Survey
from archiver.reading.text import fold
from archiver.rights import PRODUCT, of_headers, of_metadata, tdmrep
from archiver.rights.signs import RSL, RSL_TYPE

PAYWALLED = "paywalled"
NOTICES = ("copyright", "dc.rights", "dcterms.rights", "rights")  # names of meta elements
LONGEST_NOTICE = 500  # characters
MOST_LICENCES = 20


def rights(survey: Survey, wishes: tuple[Sign, ...] = ()) -> tuple[Rights, str | None]:
    """The signs of the page, of its headers and of its host (``wishes``), in that order.

    The order is that of TDMRep's § "Processing priority", the strongest first; see
    :mod:`archiver.rights.tdmrep`.
    """
    signs = (
        *of_metadata(survey.meta),
        *_licences(survey),
        *_paywall(survey),
        *(_absolute(survey, sign) for sign in of_headers(survey.page.headers)),
        *wishes,
    )
    reserved, policy = tdmrep.is_reserved(signs), tdmrep.holds(signs, tdmrep.POLICY)
    notice, source = _notice(survey)
    found = Rights(
        license=next((sign.value for sign in signs if sign.name == "license"), None),
        noarchive=any(x.name == "noarchive" and x.to in (None, PRODUCT) for x in signs),
        tdm_reserved=reserved,
        # "TDM Agents SHOULD NOT process tdm-policy" where nothing is reserved.
        tdm_policy=_url(survey, policy.value) if policy and reserved is not False else None,
        notice=notice,
        signs=signs,
    )
    places = dict.fromkeys([*(sign.where for sign in signs), *filter(None, (source,))])
    return found, ", ".join(places) or None


def _absolute(survey: Survey, sign: Sign) -> Sign:
    """A link in a header, made absolute as those of the page are."""
    if sign.where != "http:link":
        return sign
    return Sign(name=sign.name, where=sign.where, value=_url(survey, sign.value))


def _url(survey: Survey, text: str | None) -> str | None:
    return survey.absolute(text) or text


def of_response(headers: dict[str, str], wishes: tuple[Sign, ...]) -> Rights:
    """Of an answer that is no page, such as a picture: what its headers and its host say."""
    signs = (*of_headers(headers), *wishes)
    return Rights(tdm_reserved=tdmrep.is_reserved(signs), signs=signs)


def _licences(survey: Survey) -> Iterator[Sign]:
    """Links of relation ``license``, then JSON-LD; RSL documents are signs of their own."""
    for element in survey.links_with("license")[:MOST_LICENCES]:
        kind = (element.get("type") or "").strip().lower()
        if url := survey.absolute(element.get("href")):
            yield Sign(name=RSL if kind == RSL_TYPE else "license", where="rel:license", value=url)
    if any((x.get("type") or "").strip().lower() == RSL_TYPE for x in survey.tags["script"]):
        yield Sign(name=RSL, where=f"script:{RSL_TYPE}")
    licensed = survey.story.get("license")
    if said := string(licensed) or address(licensed):
        yield Sign(name="license", where="jsonld:license", value=said)


def _paywall(survey: Survey) -> Iterator[Sign]:
    walled, source = access.paywalled(survey)
    if walled and source:
        yield Sign(name=PAYWALLED, where=source)


def _notice(survey: Survey) -> tuple[str, str] | tuple[None, None]:
    """Who holds the copyright, in the words of the metadata."""
    said = string(survey.story.get("copyrightNotice"))
    if said and fold(said):
        return fold(said)[:LONGEST_NOTICE], "jsonld:copyrightNotice"
    for content, evidence in survey.first_meta(*NOTICES):
        return fold(content)[:LONGEST_NOTICE], evidence
    return None, None
