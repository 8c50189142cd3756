"""Use cases: what an analyst does, free of any window. The command line runs the same ones."""
