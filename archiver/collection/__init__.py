"""The folder that holds captures, index and catalogue, and what is done with it."""
