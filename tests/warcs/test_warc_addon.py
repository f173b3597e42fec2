"""The add-on in a foreign Scrapy project that knows nothing of us but one ADDONS line."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings

from tests.warcs.wire_crawl import MOST, Crawl, environment, records
from tests.warcs.wire_server import Loopback
from warcs.addon import WarcAddon
from warcs.capturing.compression import WarcCompressionMiddleware
from warcs.capturing.extension import WarcExtension
from warcs.capturing.handler import WarcDownloadHandler

SPIDER = """
import sys
import scrapy


class Shop(scrapy.Spider):
    name = "shop"

    async def start(self):
        for path in self.paths.split():
            yield scrapy.Request(self.site + path)

    def parse(self, response):
        yield {"url": response.url, "type": response.meta["warc_capture"].type}

    def closed(self, reason):
        print("archiver" in sys.modules)
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shop")
    (folder / "scrapy.cfg").write_text("[settings]\ndefault = shop.settings\n")
    (folder / "shop").mkdir()
    (folder / "shop" / "__init__.py").touch()
    (folder / "shop" / "spiders.py").write_text(SPIDER)
    (folder / "shop" / "settings.py").write_text(
        'SPIDER_MODULES = ["shop.spiders"]\nADDONS = {"warcs.addon.WarcAddon": 300}\n'
    )
    return folder


def run(project: Path, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "scrapy", "crawl", name, *arguments]
    return subprocess.run(
        line,
        cwd=project,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=MOST,
        check=True,
    )


def crawl_shop(project: Path, paths: str, *more: str) -> tuple[Crawl, str]:
    with Loopback() as loopback:
        site = f"http://127.0.0.1:{loopback.awkward()}"
        done = run(project, "shop", "-a", f"site={site}", "-a", f"paths={paths}", *more)
    return Crawl(folder=project, log=done.stderr, returncode=done.returncode), done.stdout


def warcio_check(path: Path) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "warcio.cli", "check", "-v", str(path)]
    return subprocess.run(line, capture_output=True, text=True, timeout=MOST, check=False)


PATHS = "/plain /interim /odd-head /bare-lf /redirect /until-close /cut-in-body /no-answer /gone"


def test_foreign_project_gets_every_exchange_and_warcio_finds_no_fault(project: Path) -> None:
    done, printed = crawl_shop(
        project, PATHS, "-s", "WARC_FOLDER=captures", "-s", "RETRY_ENABLED=0"
    )

    responses = [r.path for r in done.records if r.type == "response"]
    assert sorted(responses) == [
        *("/bare-lf", "/cut-in-body", "/gone", "/interim", "/odd-head", "/plain"),
        *("/redirect", "/target", "/until-close"),
    ]
    assert {r.path for r in done.records if r.type == "request"} == {*responses, "/no-answer"}
    assert "archiver" not in done.file.name
    assert printed.splitlines()[-1] == "False"  # nothing of `archiver` was imported
    checked = warcio_check(done.file)
    assert checked.returncode == 0, checked.stdout
    done.file.unlink()


def test_warcio_check_disputes_only_payload_digests_of_chunked_responses(project: Path) -> None:
    """It takes them over the chunks (warcio #74), the standard over the body within them."""
    done, _ = crawl_shop(project, "/plain /gzip-chunked", "-s", "WARC_FOLDER=captures")

    checked = warcio_check(done.file)
    assert checked.returncode == 1
    faults = [line.strip() for line in checked.stdout.splitlines() if "failed" in line]
    assert len(faults) == 1
    assert re.match(r"payload digest failed", faults[0])
    done.file.unlink()


def test_settings_say_folder_prefix_digest_and_warcinfo(project: Path) -> None:
    done, _ = crawl_shop(
        project,
        "/plain",
        *("-s", "WARC_FOLDER=captures", "-s", "WARC_PREFIX=shop", "-s", "WARC_DIGEST=sha1"),
        *("-s", 'WARC_INFO={"operator": "The Shop", "isPartOf": "prices"}'),
    )

    assert done.file.name.startswith("shop-")
    warcinfo, response, _ = done.records
    assert b"\r\noperator: The Shop\r\nisPartOf: prices\r\n" in warcinfo.block
    assert response.headers["WARC-Payload-Digest"].startswith("sha1:")
    done.file.unlink()


def test_files_are_sealed_by_size_and_say_how_the_crawl_was_made(project: Path) -> None:
    crawl_shop(
        project,
        "/plain /noise /gone",
        *("-s", "WARC_FOLDER=several", "-s", "WARC_MAX_SIZE=1000", "-s", "DOWNLOAD_DELAY=0.01"),
        *("-s", "HTTPPROXY_AUTH=hunter2", "-s", "DOWNLOAD_TIMEOUT=30"),
    )

    paths = sorted((project / "several").iterdir())
    assert [path.name.rpartition("-")[0][-5:] for path in paths] == ["00000", "00001", "00002"]
    for path in paths:
        warcinfo, *others = records(path.read_bytes())
        assert {record.type for record in others} == {"response", "request"}
        [line] = [x for x in warcinfo.block.decode().splitlines() if x.startswith("settings: ")]
        assert "DOWNLOAD_DELAY=0.01; " in line
        assert "WARC_MAX_SIZE=1000" in line
        assert b"hunter2" not in warcinfo.block
        path.unlink()


def test_captures_go_to_warcs_captures_unless_told_otherwise(project: Path) -> None:
    crawl_shop(project, "/plain")

    [path] = (project / "warcs-captures").iterdir()
    assert re.fullmatch(r"capture-\d{17}-00000-\w{4}\.warc\.gz", path.name)


@pytest.mark.parametrize(
    ("setting", "complaint"),
    [
        ('WARC_INFO={"password": "1234"}', "no field 'password' in warcinfo"),
        ('CONNECT_TO={"a.example": "b.example"}', "'a.example' is not of the form host:port"),
        ("TWISTED_REACTOR_ENABLED=0", "WarcAddon needs Twisted's reactor"),
    ],
    ids=["a field that warcinfo has not", "a host without port", "no reactor"],
)
def test_wrong_setting_stops_the_crawl_before_it_begins(
    project: Path, setting: str, complaint: str
) -> None:
    with pytest.raises(subprocess.CalledProcessError) as raised:
        crawl_shop(project, "/plain", "-s", setting)

    assert complaint in raised.value.stderr


def update(**settings: object) -> Settings:
    updated = Settings({"ADDONS": {}, **settings})
    WarcAddon().update_settings(updated)
    return updated


def test_addon_puts_its_parts_in() -> None:
    settings = update()

    handlers = settings.getwithbase("DOWNLOAD_HANDLERS")
    assert handlers["http"] is WarcDownloadHandler
    assert handlers["https"] is WarcDownloadHandler
    middlewares: dict[Any, int] = dict(settings.getwithbase("DOWNLOADER_MIDDLEWARES"))
    assert middlewares[WarcCompressionMiddleware] == 590
    assert settings.getdict("EXTENSIONS") == {WarcExtension: 0}


@pytest.mark.parametrize(
    ("order", "expected"), [(100, 100), (None, None)], ids=["moved", "switched off"]
)
def test_place_of_the_compression_middleware_is_the_projects(
    order: int | None, expected: int | None
) -> None:
    path = "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware"
    settings = update(DOWNLOADER_MIDDLEWARES={path: order})

    middlewares: dict[Any, int] = dict(settings.getwithbase("DOWNLOADER_MIDDLEWARES"))
    assert middlewares.get(WarcCompressionMiddleware) == expected


def test_handler_of_the_project_is_left_and_warned_of(caplog: pytest.LogCaptureFixture) -> None:
    other = "scrapy.core.downloader.handlers.datauri.DataURIDownloadHandler"
    settings = update(DOWNLOAD_HANDLERS={"https": other})

    assert settings.getdict("DOWNLOAD_HANDLERS") == {"http": WarcDownloadHandler, "https": other}
    assert caplog.messages == [f"https goes through {other} and is not recorded"]


class MyExtension(WarcExtension):
    """What a project may have in the place of ours."""


def test_extension_of_the_project_takes_the_place_of_ours() -> None:
    settings = update(WARC_EXTENSION=MyExtension)

    assert settings.getdict("EXTENSIONS") == {MyExtension: 0}
