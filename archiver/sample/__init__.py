"""A fictional publication to try things on: its articles, its pages, its server."""
