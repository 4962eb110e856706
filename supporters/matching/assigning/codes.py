"""Why a case got nobody, and what a choice by hand breaks. Kept with rounds, so a code is never renamed or removed."""

from enum import StrEnum


class UnplacedCode(StrEnum):
    NOBODY_ALLOWED = "nobody_allowed"
    BELOW_FLOOR = "below_floor"
    NO_ROOM = "no_room"
    ALL_TAKEN = "all_taken"
    LEFT_OUT = "left_out"


class BrokenCode(StrEnum):
    EXCLUDED = "excluded"
    BELOW_FLOOR = "below_floor"
    NO_ROOM = "no_room"
    OPEN_CASE_CAP = "open_case_cap"
