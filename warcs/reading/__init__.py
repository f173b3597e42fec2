"""What the reader is made of: streams, gzip members and zstd frames, heads, blocks."""
