"""What a crawl goes by: what is still to be fetched, and what is known already."""
