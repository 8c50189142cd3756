"""The docks around the canvas: each receives the review state and observes it."""
