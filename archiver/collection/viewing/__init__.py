"""What is asked of a collection to show it to people: see :mod:`archiver.web`."""
