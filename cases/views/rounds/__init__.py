"""The pages on which staff assign many waiting cases at once."""
