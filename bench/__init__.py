"""`make bench`: speed as ratios to the plainest SQL for the same answer, measured in one run."""
