"""一括割当: the waiting cases of a desk worked out together, changed by hand, and sent when staff say so."""
