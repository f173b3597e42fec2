"""WARC files from anywhere taken into a collection: bytes unchanged, indexed, their pages read."""
