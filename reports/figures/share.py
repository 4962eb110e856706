def percent_of(cases: int, of: int) -> int | None:
    """A whole percent, half rounded up (data/README.md), in integers so that no half is lost; None of nothing."""
    if of == 0:
        return None
    return (200 * cases + of) // (2 * of)
