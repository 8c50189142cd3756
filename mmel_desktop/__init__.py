"""MMEL Desktop: see what a vision-language model relied on, judge it, and keep a record of the judgement.

The rooms, in the order in which data passes through them: ``core`` (plain values), ``engine`` (explains an
image), ``store`` (keeps the case), ``report`` (prints the case), ``workflow`` (use cases over those three),
``ui`` (the workbench), ``app`` and ``cli`` (the two doors). ``scenes`` and ``benchmark`` stand beside them.
"""

__version__ = "0.1.0"
