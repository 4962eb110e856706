"""What a person is told when the desk cannot start: in Japanese, then in English, with what to do."""


class CannotStart(Exception):
    """The desk cannot start, for a reason its operator can put right."""

    def __init__(self, ja: str, en: str = "") -> None:
        super().__init__(f"{ja}\n{en}".strip())
