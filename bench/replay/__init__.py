"""The register of 2018–2024 lived through once more, with the roster, the rules and the ranking of today."""
