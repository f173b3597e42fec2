"""What the recorder is made of: from exchanges to records, and from records to files."""
