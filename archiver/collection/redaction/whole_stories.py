"""A story that is told on several pages is taken down with all of them."""

from contextlib import closing
from dataclasses import replace

from archiver.collection.database import catalogue
from archiver.collection.folder import Folder
from archiver.collection.redaction.order import Order
from archiver.collection.redaction.patterns import Patterns


def with_later_pages(folder: Folder, order: Order) -> Order:
    """The order, with the later pages of the stories that it names, as the catalogue knows them."""
    if not folder.catalogue.is_file():
        return order
    wanted = Patterns(order.wanted)
    with closing(catalogue.connect(folder.catalogue, readonly=True)) as db:
        rows = db.execute(
            "SELECT DISTINCT json_extract(context, '$.part_of') AS first, url,"
            " json_extract(context, '$.requested') AS requested FROM readings WHERE first NOTNULL"
        )
        found = [
            url
            for row in rows
            if wanted.fit(row["first"])
            for url in (row["url"], row["requested"])
            if not wanted.fit(url)
        ]
    return replace(order, wanted=(*order.wanted, *dict.fromkeys(found)))
