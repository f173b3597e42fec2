"""The reading room: collections in a browser. :mod:`archiver.web.serving` starts it."""
