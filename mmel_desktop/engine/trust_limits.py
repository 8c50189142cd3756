"""The limits of the trust checks, in one place, with where they come from.

Two limits per check: beyond the first the verdict is ``warn``, beyond the second ``fail``.

Measured on scenes 100 to 123 of the split ``model card``, prompts naming what is there, rank correlations
(5 % and 95 % quantiles):

=============  ==================  ================================================
check          deserving           spoilt
=============  ==================  ================================================
agreement      0.985 and above     patches scrambled: 0.144 and below
specificity    0.743 and below     one map for all prompts: 1 by construction
randomisation  0.287 and below     a model as random as the twin: 1 by construction
stability      0.330 and above     map of another image: 0.267 and below
=============  ==================  ================================================

``stability`` once demanded 0.8 (0.5 to fail), which warned of nearly every sound map: half of them lie below
0.64. The shift by one pixel, an eighth of a patch, is the reason, not the noise (without the shift half lie
above 0.86). It now warns where 5 % of the sound maps lie, and fails where maps of other images lie.
``recognition``, on scenes 200 to 299 of the same split and three models with random blocks: 3 warns of 5 % of
the sound ones and misses 5 % of the random ones; 2 fails 1 % and 86 %. The limit of ``deletion`` is set by
its meaning (better than 19 of 20 random removals), those of ``completeness`` and ``replay`` by arithmetic.
Since maps are gated by each patch's own alignment too, sound ones of 24 held-out scenes (``benchmark trust
--images 24``) lie at 0.984 and above (agreement), 0.569 and below (specificity), 0.224 and below
(randomisation) and 0.431 and above (stability): no false alarm, and ``stability`` misses 4 % of the maps of
another image.
``mmel-desktop benchmark trust`` gives the false alarms and misses of any model.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class TrustLimits:
    """Limits of one check.

    Attributes:
        passes_when: ``at_most`` or ``at_least``.
        warn: the figure passes up (or down) to here.
        fail: it fails beyond this.
        rounding_steps: for checks of the arithmetic, how many of its rounding steps are no error.
    """

    passes_when: str
    warn: float
    fail: float
    rounding_steps: float = 0.0

    def verdict(self, value: float) -> str:
        """``pass``, ``warn`` or ``fail``; a figure that is no number fails."""
        sign = 1.0 if self.passes_when == "at_most" else -1.0
        if sign * value <= sign * self.warn:
            return "pass"
        return "warn" if sign * value <= sign * self.fail else "fail"

    def in_precision(self, epsilon: float) -> TrustLimits:
        """The same where numbers are rounded by ``epsilon``; only checks of the arithmetic know a floor."""
        floor = self.rounding_steps * epsilon
        return replace(self, warn=max(self.warn, floor), fail=max(self.fail, floor)) if floor else self


LIMITS_VERSION = "2026-11-23.2"
"""Named in the record among the versions; raised whenever a limit or a statistic changes."""

LIMITS: dict[str, TrustLimits] = {
    "completeness": TrustLimits("at_most", 1e-3, 1e-3, rounding_steps=4),
    "replay": TrustLimits("at_most", 1e-4, 1e-4, rounding_steps=2),
    "agreement": TrustLimits("at_least", 0.8, 0.5),
    "deletion": TrustLimits("at_least", 0.95, 0.75),
    "specificity": TrustLimits("at_most", 0.8, 0.95),
    "randomisation": TrustLimits("at_most", 0.5, 0.7),
    "stability": TrustLimits("at_least", 0.33, 0.2),
    "recognition": TrustLimits("at_least", 3.0, 2.0),
}
