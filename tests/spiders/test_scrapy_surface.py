"""The checkout as a Scrapy project; what a crawl tells of itself; TLS."""

import json
import sys
from pathlib import Path

import pytest
from scrapy.settings import Settings

from tests.spiders.crawling import (
    ROOT,
    archiver,
    crawl,
    frontier,
    publish,
    query,
    records,
    responses,
    run,
)
from tests.spiders.hostile_server import feed, listing, ok, serving, site, story
from tests.warcs.wire_certificates import Authority


def scrapy(*words: str | Path) -> tuple[str, str]:
    """Run Scrapy in the checkout; what it prints and what it logs."""
    done = run(sys.executable, "-m", "scrapy", *words, cwd=ROOT)
    assert done.code == 0, done.err
    return done.out, done.err


def test_scrapy_list_names_the_publications(tmp_path: Path) -> None:
    publish(tmp_path, "lamp", ['feed = "/feed.xml"'])

    names = scrapy("list", "-s", f"COLLECTION={tmp_path}")[0].split()

    assert {"ecommercetimes", "technewsworld", "linuxinsider", "crmbuyer", "lamp"} <= set(names)


def test_scrapy_crawl_crawls_a_publication_by_name(tmp_path: Path) -> None:
    publish(tmp_path, "lamp", ['feed = "/feed.xml"'])
    served = site({"/feed.xml": feed(["/story/1"]), "/story/1": story("The first story")})
    with serving(served) as address:
        log = scrapy(
            *("crawl", "lamp", "-s", f"COLLECTION={tmp_path}", "-s", "DOWNLOAD_DELAY=0"),
            *("-s", f"CONNECT_TO={json.dumps({'lamp.example:80': address})}"),
            *("-a", "requisites=none"),
        )[1]

    assert {path: row.state for path, row in frontier(tmp_path).items()} == {"/story/1": "done"}
    assert responses(tmp_path) == [
        "/robots.txt",
        "/feed.xml",
        "/.well-known/tdmrep.json",
        "/ai.txt",
        "/story/1",
    ]
    assert "ERROR" not in log
    assert "elnet" not in log.partition("Enabled extensions")[2].partition("]")[0]
    assert "RemoteControl" not in log


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELNETCONSOLE_ENABLED", False),
        ("REMOTE_CONTROL_ENABLED", False),
        ("DOWNLOAD_VERIFY_CERTIFICATES", True),
        ("ROBOTSTXT_OBEY", True),
        ("COOKIES_ENABLED", False),
        ("CONCURRENT_REQUESTS_PER_DOMAIN", 1),
        ("DOWNLOAD_DELAY", 1.0),
        ("AUTOTHROTTLE_ENABLED", True),
    ],
)
def test_defaults_are_safe_and_polite(name: str, value: object) -> None:
    settings = Settings()
    settings.setmodule("spiders.settings")

    assert settings[name] == value


def test_user_agent_names_the_tool_and_the_contact_given(tmp_path: Path) -> None:
    publish(tmp_path, "lamp", ['feed = "/feed.xml"'])
    served = site({"/feed.xml": feed([])})
    with serving(served) as address:
        archiver(
            *("crawl", "lamp", "-c", tmp_path, "--connect-to", f"lamp.example:80:{address}"),
            *("--delay", "0", "--contact", "editor@archive.example"),
        )

    agents = {x.agent for x in served.log}
    assert len(agents) == 1
    [agent] = agents
    assert agent.startswith("news-archiver/")
    assert agent.endswith(" (+editor@archive.example)")
    [info] = [r for r in records(tmp_path) if r.type == "warcinfo"]
    assert b"operator: editor@archive.example\r\n" in info.block


def test_untrusted_certificate_is_a_counted_failure_with_a_record(tmp_path: Path) -> None:
    folder = tmp_path / "collection"
    publish(folder, "lamp", ['feed = "/feed.xml"'])
    secure = ["https://lamp.example/story/1", "https://lamp.example/story/2"]
    served = site({"/feed.xml": feed(secure)})
    behind = site({"/story/1": story("Never seen")})
    certificate = Authority(tmp_path).server("lamp.example")
    with serving(served) as address, serving(behind, certificate) as secure_address:
        routes = {":80": address, ":443": secure_address}
        done = crawl(folder, ["lamp"], address, {"CONNECT_TO": routes, "RETRY_TIMES": 0})

    assert done.report.outcome == "finished"
    assert done.report.failures == {"tls: certificate verify failed": 2}
    assert done.report.disallowed == 0
    assert {row.state for row in frontier(folder).values()} == {"pending"}
    assert behind.log == []
    assert query(folder, "SELECT type, url, failure FROM captures WHERE failure IS NOT NULL") == [
        ("metadata", "https://lamp.example/robots.txt", "tls: certificate verify failed")
    ]


def test_host_that_refuses_is_a_counted_failure(tmp_path: Path) -> None:
    publish(tmp_path, "lamp", ['feed = "/feed.xml"'])
    with serving(site({})) as address:
        pass  # the port is free again, and refuses
    done = crawl(tmp_path, ["lamp"], address, {"RETRY_TIMES": 0})

    assert done.report.failures == {"connection refused": 1}
    assert done.report.problems == ["http://lamp.example/feed.xml: connection refused"]


def test_site_that_nobody_described_is_crawled_by_its_address(tmp_path: Path) -> None:
    words = "what-was-decided-in-the-harbour-council"
    served = site(
        {
            "/": ok(
                "<html><head><title>The Lamp</title><link rel=alternate type=application/rss+xml"
                " href=/news.xml></head><body><nav><a href=/harbour>Harbour</a></nav></body></html>"
            ),
            "/news.xml": feed([f"/2026/03/{words}"]),
            "/harbour": listing([f"/2026/02/{words}-again"]),
            f"/2026/03/{words}": story("What was decided"),
            f"/2026/02/{words}-again": story("What was decided again"),
        }
    )
    with serving(served) as address:
        done = crawl(tmp_path, ["http://lamp.example/"], address)

    assert done.report.outcome == "finished"
    assert done.report.articles == 2
    assert done.report.publications == ("lamp-example",)


def test_page_that_a_pipeline_of_the_project_stops_is_counted_and_its_row_ends(
    tmp_path: Path,
) -> None:
    publish(tmp_path, "lamp", ['feed = "/feed.xml"'])
    titles = {"/story/dull": "A Dull story", "/story/odd": "An Odd story", "/story/fine": "Fine"}
    pages = {path: story(title) for path, title in titles.items()}
    pipelines = {
        "tests.spiders.project_pipelines.PickyPipeline": 100,
        "spiders.pipeline.CollectionPipeline": 500,
    }
    with serving(site({"/feed.xml": feed(pages), **pages})) as address:
        done = crawl(tmp_path, ["lamp"], address, {"ITEM_PIPELINES": pipelines})

    assert done.report.failures == {"mistake in a pipeline: KeyError": 1, "dropped: dull": 1}
    assert {path: (row.state, row.reason) for path, row in frontier(tmp_path).items()} == {
        "/story/dull": ("done", "dropped: dull"),
        "/story/odd": ("failed", "mistake in a pipeline: KeyError"),
        "/story/fine": ("done", "article"),
    }
