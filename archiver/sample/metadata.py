"""What a story's page says to machines: description and JSON-LD."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin

from archiver.sample.content import NAME, Story, author_path, channel_path
from archiver.sample.sheet import Sheet, stamped

MOST_DESCRIBED = 150  # characters
CONTEXT = "https://schema.org"


def description(page: Sheet) -> str:
    """The subtitle, else the beginning of the text."""
    return opening(page.story)


def opening(story: Story) -> str:
    """The subtitle, else the beginning of the first paragraph."""
    if story.source.subtitle:
        return story.source.subtitle
    text = next(x.text for x in story.parts if x.kind == "paragraph")
    if len(text) <= MOST_DESCRIBED:
        return text
    return (text[:MOST_DESCRIBED].rpartition(" ")[0] or text[:80]).rstrip(".,;:") + " …"


def jsonld(base: str, page: Sheet) -> str | None:
    """The content of the script element; None for pages without one."""
    match page.plan.jsonld:
        case "none":
            return None
        case "graph":
            return _dumped({"@context": CONTEXT, "@graph": _graph(base, page)})
        case "broken":
            # Cut off in the middle, as by a template that counted bytes.
            text = _dumped({"@context": CONTEXT, **_story(base, page)})
            return text[: text.index('"headline"') + 30]
    return _dumped({"@context": CONTEXT, **_story(base, page)})


def _dumped(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _story(base: str, page: Sheet) -> dict[str, Any]:
    source, plan = page.story.source, page.plan
    found: dict[str, Any] = {
        "@type": _type(page),
        "headline": source.title,
        "description": description(page),
        "mainEntityOfPage": urljoin(base, page.address),
        "articleSection": source.channel,
        "datePublished": page.published.jsonld,
        "dateModified": page.modified.jsonld,
        "author": _authors(base, page),
        "publisher": {"@type": "NewsMediaOrganization", "name": NAME, "url": f"{base}/"},
        "keywords": list(source.topics) if plan.jsonld != "authors" else ", ".join(source.topics),
        "license": source.license,
        "isAccessibleForFree": _free(page),
    }
    if page.lead:
        found["image"] = [urljoin(base, page.lead.address)]
    found |= _of_kind(base, page)
    return {key: value for key, value in found.items() if value is not None}


def _type(page: Sheet) -> str:
    kinds = {"live blog": "LiveBlogPosting", "video or gallery": "VideoObject"}
    return kinds.get(page.story.source.kind, "NewsArticle")


def _free(page: Sheet) -> bool | None:
    if page.story.source.paywalled is not None:
        return not page.story.source.paywalled
    return True if page.plan.free and page.plan.jsonld in ("article", "graph") else None


def _authors(base: str, page: Sheet) -> list[dict[str, str]] | dict[str, str] | None:
    people = [
        {"@type": "Person", "name": name, "url": urljoin(base, author_path(name))}
        for name in page.story.source.authors
    ]
    if not people:
        return None
    return people if page.plan.jsonld == "authors" or len(people) > 1 else people[0]


def _of_kind(base: str, page: Sheet) -> dict[str, Any]:
    """What only a live blog or a video has."""
    source = page.story.source
    if source.kind == "video or gallery":
        return {
            "headline": None,
            "datePublished": None,
            "name": source.title,
            "uploadDate": page.published.jsonld,
            "duration": "PT6M12S",
            "contentUrl": f"{base}/video/{page.story.number}.mp4",
        }
    if source.kind != "live blog":
        return {}
    headings = [x for item in page.items for x in item.parts if x.kind == "heading"]
    start = page.story.published
    return {
        "coverageStartTime": stamped(start, page.plan),
        "liveBlogUpdate": [
            {
                "@type": "BlogPosting",
                "headline": heading.text,
                "datePublished": stamped(start + timedelta(minutes=17 * n), page.plan),
            }
            for n, heading in enumerate(headings[::-1])
        ],
    }


def _graph(base: str, page: Sheet) -> list[dict[str, Any]]:
    """Linked by identifiers, as widespread plug-ins write it."""
    address = urljoin(base, page.address)
    source = page.story.source
    people = [
        {
            "@type": "Person",
            "@id": f"{base}/#person-{n}",
            "name": name,
            "url": urljoin(base, author_path(name)),
        }
        for n, name in enumerate(source.authors, 1)
    ]
    story = {
        **_story(base, page),
        "@id": f"{address}#article",
        "author": [{"@id": person["@id"]} for person in people] or None,
        "mainEntityOfPage": {"@id": address},
        "publisher": {"@id": f"{base}/#organization"},
        "inLanguage": page.plan.locale,
    }
    return [
        {key: value for key, value in story.items() if value is not None},
        {
            "@type": "WebPage",
            "@id": address,
            "url": address,
            "name": f"{source.title} - {NAME}",
            "isPartOf": {"@id": f"{base}/#website"},
            "breadcrumb": {"@id": f"{address}#breadcrumb"},
        },
        _breadcrumbs(base, page),
        {"@type": "WebSite", "@id": f"{base}/#website", "url": f"{base}/", "name": NAME},
        {"@type": "Organization", "@id": f"{base}/#organization", "name": NAME, "url": f"{base}/"},
        *people,
    ]


def _breadcrumbs(base: str, page: Sheet) -> dict[str, Any]:
    channel = page.story.source.channel
    crumbs = [
        ("Home", f"{base}/"),
        (channel, urljoin(base, channel_path(channel))),
        (page.story.source.title, None),
    ]
    return {
        "@type": "BreadcrumbList",
        "@id": f"{urljoin(base, page.address)}#breadcrumb",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": name, **({"item": url} if url else {})}
            for n, (name, url) in enumerate(crumbs, 1)
        ],
    }
