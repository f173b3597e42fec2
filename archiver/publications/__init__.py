"""What we know of each publication: data files, read into frozen values."""
