"""The demo world: drawn road and work-site scenes whose truth is known, and the model trained in it."""
