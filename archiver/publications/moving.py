"""What a person does about a publication that has moved to another domain."""


def todo(slug: str, host: str) -> str:
    """One clause. ``host``: where it is now; ``slug``: of the publication."""
    return (
        f"add {host} to `domains` in publications/{slug}.toml, leave the old one in for the"
        " articles that are known, and give `home` and the sources their new addresses"
    )
