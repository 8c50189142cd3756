"""Drawing of the demo world, one file per family of things."""
