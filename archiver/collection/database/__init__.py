"""The catalogue's file: its tables, their versions, and what all that write them share."""
