"""How up to eight series are told apart: each has its own pattern, which grey print and forced colours keep.

Colours are the tokens of the design system.
"""

from collections.abc import Mapping

from reports.drawings.charts.marks import Look

INK, PAPER = "#1a1a1a", "#ffffff"
UP, DOWN, ACROSS, UPRIGHT = "M-2 2L2-2M0 8L8 0M6 10L10 6", "M-2 6L2 10M0 0L8 8M6-2L10 2", "M0 4H8", "M4 0V8"

DOTS, BRICKS = "M1 2H3M5 6H7", "M0 0H8M0 4H8M4 0V4M0 4V8"

POINTS: Mapping[str, str] = {
    "circle": "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0Z",
    "square": "M-4-4H4V4H-4Z",
    "triangle": "M0-5L5 4H-5Z",
    "diamond": "M0-6L5 0L0 6L-5 0Z",
}

BLUE, ORANGE, GREEN, PURPLE = "#0017c1", "#c74700", "#197a4b", "#6f23d0"

LOOKS = (
    Look(BLUE, BLUE, "", BLUE, "", POINTS["circle"]),
    Look("#ffdfca", ORANGE, UP, ORANGE, "8 4", POINTS["square"]),
    Look("#51b883", "#08351f", DOTS, GREEN, "2 4", POINTS["triangle"]),
    Look("#f1eafa", PURPLE, ACROSS, PURPLE, "10 4 2 4", POINTS["diamond"]),
    Look("#cccccc", "#333333", BRICKS, "#333333", "", POINTS["square"]),
    Look("#fff0b3", "#806300", DOWN, "#806300", "8 4", POINTS["circle"]),
    Look("#c0e4ff", "#00428c", UPRIGHT, "#00428c", "2 4", POINTS["diamond"]),
    Look(PAPER, INK, UP + DOWN, "#7f7f7f", "10 4 2 4", POINTS["triangle"]),
)
