"""CDXJ: making an index, keeping many of them sorted, finding captures."""
