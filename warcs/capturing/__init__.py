"""The hooks in Scrapy and Twisted that see every byte of an exchange."""
