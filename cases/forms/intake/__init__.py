"""The founder's step form: one small form a step. Everything may be empty in a draft."""
