"""A year of a small newspaper on 127.0.0.1, crawled each day by a clock of its own."""
