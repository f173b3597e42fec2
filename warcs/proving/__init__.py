"""The manifest, its signatures and its time stamps."""
