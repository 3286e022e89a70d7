"""What is fast, measured: each figure is a ratio of two things done by turns in one run."""
