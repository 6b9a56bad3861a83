"""Scores the analyzer on the corpus; run as `python -m licensecheck.evaluation`."""
