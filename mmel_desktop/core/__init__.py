"""Plain frozen values that every room shares. Standard library and numpy; Pillow for decoding only."""
