"""PostgreSQL and a broker from the packages' own binaries, for machines that have neither.

`services()` is all that others need. `addresses` says where the services answer, `supervisor` keeps
one of them up while anyone uses it, `__main__` is `make run`.
"""
