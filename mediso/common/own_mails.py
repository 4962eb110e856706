"""What marks a mail as one that the desk itself has written."""

OURS = "X-Consultation-Desk"
"""A header of every mail of ours: an answering machine that sends one back is known by it."""
