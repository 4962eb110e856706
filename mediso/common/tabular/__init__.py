"""Tables handed over as files: what they hold is declared, read strictly, and refused with every reason at once."""
