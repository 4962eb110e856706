"""公表: what is made public of closed months, with small numbers hidden (docs/open-data.md)."""
