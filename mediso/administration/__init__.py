"""The administration's site: Django's admin, entered through the one sign-in, without what the desk does not use."""
