"""Small windows: finding a command, shortcuts, choosing a model, what a verification found, about."""
