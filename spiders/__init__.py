"""Scrapy: the spider that crawls any publication, its settings and pipelines."""
