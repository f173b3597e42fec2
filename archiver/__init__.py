"""Crawl news sites, read their articles and keep the exact bytes they came from."""
