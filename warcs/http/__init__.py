"""HTTP/1.1 messages as they are on the wire, and their codings undone."""
