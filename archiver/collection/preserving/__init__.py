"""Checking, sealing, proving, repairing, and making the catalogue anew from the archive."""
