"""Where a stage's computations run."""
