"""The spider that the tests of the wire run in a process of its own: `scrapy runspider`."""

import json
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import scrapy
from scrapy.http import Response
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred, fail
from twisted.internet.error import DNSLookupError
from twisted.python.failure import Failure

# Scrapy's cookies ask tldextract, which tells once a machine of a list that it cannot fetch here.
logging.getLogger("tldextract").setLevel(logging.ERROR)


class NoNames(CachingThreadedResolver):
    """Knows no host, and asks nobody: no packet leaves the machine."""

    def getHostByName(self, name: str, timeout: Any = None) -> Deferred[str]:  # noqa: ANN401 - Twisted's
        """Fail as a resolver does that got the answer NXDOMAIN."""
        return fail(DNSLookupError(f"no results for hostname lookup: {name}"))


class WireSpider(scrapy.Spider):
    """Requests what the file ``plan`` lists, in order, and appends what came to ``results``."""

    name = "wire"
    custom_settings = {  # noqa: RUF012 - Scrapy's own way
        "ADDONS": {"warcs.addon.WarcAddon": 300},
        "WARC_FOLDER": "captures",
        "TWISTED_DNS_RESOLVER": NoNames,
        "HTTPERROR_ALLOW_ALL": True,
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "USER_AGENT": "wire-test",
    }
    plan: str
    results: str

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """One request for each entry of the plan."""
        for number, entry in enumerate(json.loads(Path(self.plan).read_text())):
            yield scrapy.Request(
                **entry,
                callback=self.parse,
                errback=self.failed,
                priority=-number,
                dont_filter=True,
            )

    def parse(self, response: Response, **_: object) -> None:
        """Note a response."""
        note = {"status": response.status, "length": len(response.body), "flags": response.flags}
        self._note(response.request, **note)

    def failed(self, failure: Failure) -> None:
        """Note a failure."""
        request: scrapy.Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        self._note(request, error=type(failure.value).__name__)

    def _note(self, request: scrapy.Request | None, **more: object) -> None:
        assert request is not None
        capture = request.meta.get("warc_capture")
        note = {"url": request.url, "id": capture.ref.record_id if capture else None, **more}
        with Path(self.results).open("a") as lines:
            lines.write(json.dumps(note) + "\n")
