"""Figures of the workbench itself: how fast it starts, draws and scrolls, measured on this machine."""
