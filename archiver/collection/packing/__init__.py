"""Collections, and parts of them, as packages, and packages made collections again."""
