"""Where article URLs come from: feeds, sitemaps, channel pages; and what robots.txt allows."""
