"""Work that must not hold up the window: the one model worker, and a small pool for everything else."""
