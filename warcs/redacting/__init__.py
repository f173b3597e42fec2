"""Taking records out of files, and credentials out of records."""
