"""Articles in somebody's own spider, as docs/fields.md says it."""

import io
import re
from pathlib import Path

from scrapy.exporters import JsonLinesItemExporter
from scrapy.http import HtmlResponse

import archiver
from tests.archiver.collection.test_versions import URL, ropes

DOCS = Path(__file__).parents[2] / "docs"


def test_the_spider_of_the_docs_writes_what_can_be_read_again() -> None:
    code = re.search(r"```python\n(.*?)```", (DOCS / "fields.md").read_text(), re.DOTALL)
    assert code
    names: dict[str, type] = {}
    exec(compile(code[1], "<docs>", "exec"), names)
    response = HtmlResponse(URL, body=ropes(), headers={"Content-Language": "en"})
    (item,) = names["Stories"]().parse(response)
    written = io.BytesIO()
    JsonLinesItemExporter(written).export_item(item)

    assert archiver.Article.from_json(written.getvalue()) == archiver.parse(
        ropes(), url=URL, headers={"Content-Language": "en"}
    )
