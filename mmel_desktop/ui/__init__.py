"""The workbench. The only room, with ``app``, that knows PySide6."""
