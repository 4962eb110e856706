"""The roster as cases know it: load, proposals and answers, coverage of topics, terms, hours and honorarium."""
