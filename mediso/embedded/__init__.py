"""PostgreSQL and a broker from the packages' own binaries, for machines that have neither."""
