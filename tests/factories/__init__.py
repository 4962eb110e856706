"""Rows for tests, one factory a model, each row complete and consistent unless the test says otherwise.

Call `.create()` (`.create_batch(3)`, `.build()`): it is typed, the bare call is not.
"""
