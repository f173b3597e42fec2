"""Which of the dates that stand on a page is the one of its publication."""

import json
from datetime import UTC, datetime

import pytest

import archiver
from archiver.article import Article
from archiver.page import Page
from archiver.reading import read

URL = "https://paper.example/local/river-town-opens-its-library"
FETCHED = datetime(2024, 6, 1, 10, tzinfo=UTC)
TITLE = "<h1>River Town Opens Its Library</h1>"
SENTENCE = "The library of River Town opened its doors on Monday after nine years of building. "
TEXT = "".join(f"<p>{SENTENCE * 3}{number}</p>" for number in range(6))


def meta(name: str, value: str) -> str:
    return f"<meta property='{name}' content='{value}'>"


def jsonld(**dates: str) -> str:
    story = {"@type": "NewsArticle", "headline": "River Town Opens Its Library", **dates}
    return f"<script type='application/ld+json'>{json.dumps(story)}</script>"


def article(body: str, head: str = "", html: str = "lang=en", url: str = URL) -> Article:
    page = f"<html {html}><head>{head}</head><body>{body}</body></html>"
    return archiver.parse(page, url, fetched=FETCHED)


def published(
    before: str = "", head: str = "", after: str = "", html: str = "lang=en"
) -> str | None:
    found = article(TITLE + before + TEXT + after, head, html).published
    return found.isoformat() if found else None


def test_of_two_claims_the_one_that_the_page_shows_is_taken() -> None:
    head = jsonld(datePublished="2024-04-01") + meta("article:published_time", "2024-05-03")

    assert published("<p>May 3, 2024</p>", head) == "2024-05-03"
    assert published("<p>April 1, 2024</p>", head) == "2024-04-01"
    assert published("", head) == "2024-04-01"


def test_of_two_claims_of_the_same_time_the_one_with_a_zone_is_taken() -> None:
    head = jsonld(datePublished="2024-05-03 18:11:01.0") + meta("date", "2024-05-03T18:11:01+02:00")

    assert published("", head) == "2024-05-03T18:11:01+02:00"


def test_an_instant_in_utc_takes_the_offset_of_the_clock_time_printed_beside_it() -> None:
    head = meta("article:published_time", "2024-05-03T22:11:42Z")

    assert published("<p>4 May 2024, 00:11</p>", head) == "2024-05-04T00:11:42+02:00"
    assert published("<p>4 May 2024, 00:13</p>", head) == "2024-05-03T22:11:42+00:00"


def test_local_time_that_is_told_as_utc_is_put_right_by_what_is_shown() -> None:
    head = meta("article:published_time", "2024-05-03T20:00:00+00:00")
    shown = "<time datetime='2024-05-03T20:00:00+09:00'>May 3</time>"

    assert published(shown, head) == "2024-05-03T20:00:00+09:00"


def test_a_date_of_the_document_is_worse_than_one_that_is_shown() -> None:
    head = meta("dc.date", "2024-05-12")

    assert published("<p>05.05.2024 - by the editors</p>", head) == "2024-05-05"
    assert published("", head) == "2024-05-12"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>Updated May 5, 2024 | Published May 3, 2024</p>", ""),
        ("<p>Published: May 3, 2024 - Updated: May 5, 2024</p>", ""),
        ("<p>3 May 2024</p>", "<p>Copyright 2 January 2023 by the paper</p>"),
        ("<div class=meta><div>By Kim Vale</div><small>May 3, 2024</small></div>", ""),
        ("<div class=current-date>May 31, 2024</div><p>3 May 2024</p>", ""),
        ("<time datetime='2024-05-05T10:00'>Published on 3 May 2024</time>", ""),
        ("", "<div>Filed under: Local</div><div>May 3, 2024</div>"),
        ("", "<p>Readings: 61 Last change: 4 May 2024 Published on: 3 May 2024</p>"),
        ("", "<p>This entry was posted on Friday, 3 May 2024 and is filed under Local.</p>"),
        ("<dl><dt>Published:</dt><dd>03.05.2024</dd></dl>", ""),
        ("<p>RIVER TOWN, May 3, 2024 – " + SENTENCE * 3 + "</p>", ""),
        ("<p>(3.5.2024) " + SENTENCE * 3 + "</p>", ""),
    ],
)
def test_the_date_that_is_printed_is_found(before: str, after: str) -> None:
    assert published(before, after=after, html="lang=de") == "2024-05-03"


def test_the_nearest_date_below_the_headline_is_taken() -> None:
    teasers = "".join(
        f"<div><a href=/{n}>Another story of the town</a><time>May {n}, 2024</time></div>"
        for n in range(10, 14)
    )
    page = teasers + TITLE + "<time>May 3, 2024</time>" + TEXT + teasers

    found = article(page).published

    assert found is not None
    assert found.isoformat() == "2024-05-03"


def test_what_is_printed_of_a_change_is_the_date_of_the_change() -> None:
    found = article(TITLE + "<p>3 May 2024, 10:00 / Updated 5 May 2024, 11:00</p>" + TEXT)

    assert found.published is not None
    assert found.published.isoformat() == "2024-05-03T10:00:00"
    assert found.modified is not None
    assert found.modified.isoformat() == "2024-05-05T11:00:00"


def test_a_story_kept_for_some_days_appeared_on_the_only_day_that_is_shown() -> None:
    head = jsonld(datePublished="2024-05-01T10:00:00Z", dateModified="2024-05-03T08:00:00Z")

    assert published("<p>3 May 2024</p>", head) == "2024-05-03"
    assert published("<p>1 May 2024</p><p>3 May 2024</p>", head) == "2024-05-01T10:00:00+00:00"
    assert published("<p>Updated: 3 May 2024</p>", head) == "2024-05-01T10:00:00+00:00"


def test_of_data_that_contradict_themselves_the_last_change_gives_way_to_what_is_shown() -> None:
    changed = "2024-05-20T10:00:00+02:00"
    head = jsonld(datePublished=changed, dateModified=changed)
    earlier = meta("article:published_time", "2024-05-01T08:00:00+02:00")

    assert published("<p>3 May 2024</p>", head + earlier) == "2024-05-03"
    assert published("<p>3 May 2024</p>", head) == changed


@pytest.mark.parametrize(
    "name",
    ["w-published-date", "paper:publishtime", "article-published_time", "date-pub", "datePosted"],
)
def test_metadata_are_known_by_what_their_names_are_made_of(name: str) -> None:
    assert published("", meta(name, "2024-05-03T10:00:00Z")) == "2024-05-03T10:00:00+00:00"


@pytest.mark.parametrize(
    "name", ["publisher-id", "last-published-date", "unpublish-date", "publish-end-date", "pubs"]
)
def test_metadata_of_something_else_than_the_publication_are_none(name: str) -> None:
    assert published("", meta(name, "2024-05-03T10:00:00Z")) is None


def test_a_claim_that_the_page_shows_stays_though_another_one_is_shown_before_it() -> None:
    head = jsonld(datePublished="2024-05-03T10:00:00Z") + meta("date", "2024-05-05T09:00:00Z")
    shown = "<time datetime='2024-05-05T09:00:00Z'></time><p>May 3, 2024</p>"

    assert published(shown, head) == "2024-05-03T10:00:00+00:00"


def test_a_page_that_moved_to_another_site_shows_when_it_appeared() -> None:
    head = meta("article:published_time", "2024-05-03T10:00:00Z")

    assert published("<p>December 30, 2013</p>", head) == "2013-12-30"
    assert published("<p>April 1, 2024</p>", head) == "2024-05-03T10:00:00+00:00"
    both = published("<p>December 30, 2013</p><p>May 3, 2024</p>", head)
    assert both == "2024-05-03T10:00:00+00:00"


def test_the_day_before_is_taken_where_page_and_address_have_it_and_utc_the_next() -> None:
    head = meta("article:published_time", "2024-05-04T02:41:41Z")
    here = article(TITLE + "<p>May 3, 2024</p>" + TEXT, head, url="https://a.example/2024/05/03/b")
    other = article(TITLE + "<p>May 3, 2024</p>" + TEXT, head, url="https://a.example/b")

    assert here.published is not None
    assert here.published.iso == "2024-05-03"
    assert other.published is not None
    assert other.published.iso == "2024-05-04T02:41:41+00:00"


def test_of_two_shown_dates_the_one_of_the_first_publication_is_taken() -> None:
    shown = "<p class=date>30 Sep 2023, 11:07am</p>"
    note = "<p>This article was originally published on 26 Sep 2019 but has been kept fresh.</p>"

    assert published(shown + note) == "2019-09-26"
    assert published(shown) == "2023-09-30T11:07:00"


def test_numbers_are_ordered_as_the_metadata_call_the_language() -> None:
    head = meta("og:locale", "es_CO")

    assert published("<p>05/02/2024</p>", head, html="") == "2024-02-05"
    assert published("<p>05/02/2024</p>", html="") == "2024-05-02"


def test_numbers_are_ordered_as_in_the_country_of_the_host() -> None:
    page = TITLE + "<p>Published 03/05/2024</p>" + TEXT

    here = article(page).published
    there = article(page, url="https://paper.co.uk/local/library").published

    assert here is not None
    assert here.isoformat() == "2024-03-05"
    assert there is not None
    assert there.isoformat() == "2024-05-03"


@pytest.mark.parametrize(
    "script",
    [
        'window.__DATA__ = {"publishedAt":"2024-05-03T10:00:00Z","modifiedAt":"2024-05-04"}',
        'push("{\\"datePublished\\":\\"2024-05-03T10:00:00Z\\"}")',
        'x = {"title":"River Town Opens Its Library","created_at":"2024-05-03T10:00:00Z"}; '
        'y = {"title":"' + "z" * 9000 + '","created_at":"2023-01-01T00:00:00Z"}',
    ],
)
def test_data_of_scripts_answer_where_the_page_shows_no_date(script: str) -> None:
    assert published(after=f"<script>{script}</script>") == "2024-05-03T10:00:00+00:00"
    assert published("<p>May 2, 2024</p>", after=f"<script>{script}</script>") == "2024-05-02"


@pytest.mark.parametrize(
    "path",
    [
        "/2024/05/03/library",
        "/2024/5/3/library",
        "/2024/may/3/library",
        "/library-20240503.html",
        "/library_2024-05-03",
        "/news/03-05-2024-library",
    ],
)
def test_the_day_in_the_address_is_the_last_that_answers(path: str) -> None:
    url = f"https://paper.example{path}"

    found = article(TITLE + TEXT, url=url)

    assert found.published is not None
    assert (found.published.isoformat(), found.evidence["published"]) == ("2024-05-03", "url")


def test_of_the_dates_that_are_shown_the_one_of_the_address_is_taken() -> None:
    url = "https://paper.example/2024/05/03/library"
    other = "<p>4 May 2024: the council meets</p><p>3 May 2024, 10:15</p>"

    here = article(TITLE + other + TEXT, url=url).published
    turned = article(TITLE + "<p>03/05/2024</p>" + TEXT, url=url).published

    assert here is not None
    assert here.isoformat() == "2024-05-03T10:15:00"
    assert turned is not None
    assert turned.isoformat() == "2024-05-03"


def test_data_in_attributes_of_frameworks_answer_too() -> None:
    island = """<astro-island props='{"publishedAt":[0,"2024-05-03T10:00:00Z"]}'></astro-island>"""

    assert published(after=island) == "2024-05-03T10:00:00+00:00"


def test_of_the_data_by_the_headline_the_publication_comes_before_the_making() -> None:
    story = (
        '{"title":"River Town Opens Its Library","createDate":"2019-09-12",'
        '"publishDate":"2024-05-03","body":"","other":[{"publishDate":"2023-01-01"}]}'
    )
    deployed = '{"deployDt":"2024.05.03 18:40","reDeployDt":"2024.05.04 08:00"}'

    assert published(after=f"<script>x = {story}</script>") == "2024-05-03"
    assert published(after=f"<script>x = {deployed}</script>") == "2024-05-03T18:40:00"


def test_data_of_scripts_that_disagree_are_no_answer() -> None:
    script = '<script>x = [{"publishedAt":"2024-05-03"}, {"publishedAt":"2024-05-04"}]</script>'

    assert published(after=script) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3 hours ago", "2024-06-01"),
        ("vor 12 Stunden", "2024-05-31"),
        ("il y a 2 jours", "2024-05-30"),
        ("hace 5 minutos", "2024-06-01"),
        ("5 часов назад", "2024-06-01"),
        ("11時間前", "2024-05-31"),
        ("Yesterday at 10:15", "2024-05-31"),
        ("gestern, 10:15 Uhr", "2024-05-31"),
        ("3 weeks ago", None),
        ("a year ago", None),
        ("hier", "2024-05-31"),
        ("Hier steht mehr", None),
    ],
)
def test_a_date_told_from_the_moment_of_looking_is_a_day(text: str, day: str | None) -> None:
    found = article(TITLE + f"<span class=date>{text}</span>" + TEXT).published

    assert (found.isoformat() if found else None) == day
    assert found is None or found.text == text


def test_without_the_moment_of_looking_no_day_is_invented() -> None:
    page = f"<html><body>{TITLE}<span class=date>3 hours ago</span>{TEXT}</body></html>"

    assert read(Page.of(page, URL)).published is None


def test_the_line_under_a_list_that_trails_the_story_tells_when_it_was_published() -> None:
    links = "".join(f"<li><a href='/x/{n}'>A book about libraries, {n}</a></li>" for n in range(9))
    line = "<div class=post-footer>This entry was posted on 3 May 2024 by the editors.</div>"
    comment = "<div class=comment><p>5 May 2024 at 11:21</p><p>How lovely.</p></div>"

    assert published(after=f"<p>Books:</p><ul>{links}</ul>{line}{comment}") == "2024-05-03"


def test_a_day_without_clock_time_is_that_of_the_change_where_a_moment_before_is_told() -> None:
    head = (
        meta("article:published_time", "2023-04-12T18:33:59+02:00")
        + meta("datePublished", "2024-02-19")
        + meta("article:modified_time", "2024-02-19T15:24:33+01:00")
    )

    assert published("<p>19 February 2024</p>", head) == "2023-04-12T18:33:59+02:00"


def test_jsonld_that_was_put_into_a_meta_element_counts() -> None:
    story = json.dumps({"@type": "Article", "datePublished": "2024-05-03T09:00:00-05:00"})
    head = f"<meta name='script:ld+json' content='{story}'>"

    assert published("", head) == "2024-05-03T09:00:00-05:00"


@pytest.mark.parametrize(
    "caption",
    ["Photo: the old hall, 31 May 2021", "Archivfoto vom 31.05.2021", "Abbildung: 31.05.2021"],
)
def test_a_date_under_a_picture_is_not_that_of_the_story(caption: str) -> None:
    assert published(f"<p>{caption}</p>") is None


def test_a_date_over_the_headline_gives_way_to_one_under_it() -> None:
    today = "<div><time datetime='2024-06-01T11:56:20+02:00'>Saturday, 1 June 2024</time></div>"

    page = article(today + TITLE + "<span class=post-date>31 May 2024</span>" + TEXT)
    assert page.published
    assert page.published.isoformat() == "2024-05-31"
    page = article(today + TITLE + TEXT)
    assert page.published
    assert page.published.isoformat() == "2024-06-01T11:56:20+02:00"


@pytest.mark.parametrize(
    ("host", "html", "day"),
    [
        ("paper.example", "", "2024-03-04"),
        ("paper.it", "", "2024-04-03"),
        ("paper.com.co", "", "2024-03-04"),
        ("paper.io", "", "2024-03-04"),
        ("paper.it", "lang=en-US", "2024-03-04"),
    ],
)
def test_a_page_of_no_language_writes_the_day_first_at_a_countrys_host(
    host: str, html: str, day: str
) -> None:
    page = article(f"{TITLE}<p>3/4/2024</p>{TEXT}", html=html, url=f"https://{host}/a/b-c-d-e")

    assert page.published
    assert page.published.isoformat() == day


def test_a_dateline_in_brackets_may_have_a_short_year() -> None:
    body = f"{TITLE}<p><em>(River Town, 14 May 24)</em> {SENTENCE}</p>{TEXT}"

    page = article(body)
    assert page.published
    assert page.published.isoformat() == "2024-05-14"


@pytest.mark.parametrize(
    ("line", "appeared", "changed"),
    [
        ("פורסם: 03.05.24, 10:20 עודכן: 03.05.24, 12:01",
         "2024-05-03T10:20:00", "2024-05-03T12:01:00"),
        ("10:20 | 14 май 2024 Обновена: 12:31 | 14 май 2024",
         "2024-05-14T10:20:00", "2024-05-14T12:31:00"),
        ("প্রকাশ: ০৩ মে ২০২৪, ১০: ২০", "2024-05-03T10:20:00", None),
        ("جمعہ 3 مئ 2024", "2024-05-03", None),
    ],
    ids=["Hebrew", "Bulgarian", "a space in the clock", "Urdu"],
)  # fmt: skip
def test_days_of_a_page_and_of_its_change_are_told_apart(
    line: str, appeared: str, changed: str | None
) -> None:
    found = article(f"{TITLE}<p>{line}</p>{TEXT}", html="lang=he")

    assert found.published
    assert found.published.iso == appeared
    assert (found.modified.iso if found.modified else None) == changed
