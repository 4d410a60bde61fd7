"""What keys that were not looked at may take: drawn again and again, by what was seen of their pattern.

The many are drawn as the sample has them. Of the few large ones, the tail, the logarithms of their sizes over the least
of them are taken to be of a generalised Pareto distribution (Pickands, Statistical inference using extreme order
statistics, Annals of Statistics 3, 1975): an exponential one, with which the sizes fall as a power (Hill, A simple
general approach to inference about the tail of a distribution, same volume), or one that bends down, as that of
lognormal sizes does. How it bends and how far it goes are themselves drawn from what the sample leaves open, which
widens the interval where few large keys were met.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    from estimator.producers.redis.survey.strata import Stratum

    Draws = np.ndarray[Any, np.dtype[np.float64]]

DRAWS = 600
TAIL = 6  # of so many keys one is of the tail
FEWEST_OF_A_TAIL = 8
LARGEST = 40  # keys of a tail that are drawn one by one
POINTS = 30  # at which the others are reckoned
# What is taken to be before anything was seen: a tail that falls as a power is the likelier, for it errs on the wide
# side; and half a key whose size is the square root of e times the least.
BENDS = (-0.4, -0.3, -0.2, -0.1, 0.0)
CHANCES = (1.0, 1.0, 1.0, 1.0, 3.0)
PRIOR_KEYS, PRIOR_LOGARITHM = 0.5, 0.5
STEPS, MOST_STEP = 61, 1.5  # of the scale about its mean, in logarithms
STEEPEST = 1.2  # Zipf's law has 1: far beyond it one key would be all
OTHERS_SAY = 1.0  # what the bend of other patterns' tails says of one
MOST_LOGARITHM = 80.0


class Tail:
    """The sizes of a stratum in two: the many, by their mean and variance, and the tail."""

    def __init__(self, stratum: Stratum) -> None:
        import numpy as np

        top = sorted(stratum.largest)
        self.number = min(len(top), max(FEWEST_OF_A_TAIL, round(stratum.looked / TAIL)))
        top = top[-self.number :]
        self.least, above = top[0], np.array(top[1:])
        self.many = stratum.looked - self.number + 1  # with the least of the tail
        self.mean = (stratum.sums[0] - float(above.sum())) / self.many
        self.variance = max(0.0, (stratum.sums[1] - float((above**2).sum())) / self.many - self.mean**2)
        self._likelihood(np.log(above / self.least))

    def _likelihood(self, logarithms: Draws) -> None:
        """How likely each bend and scale is: the logarithm, but for a constant."""
        import numpy as np

        number, whole = len(logarithms), float(logarithms.sum())
        mean = (whole + PRIOR_KEYS * PRIOR_LOGARITHM) / (number + PRIOR_KEYS)
        steepest = max(STEEPEST, mean)
        last = min(MOST_STEP, math.log(steepest / mean))
        self.scales = mean * np.exp(np.linspace(-MOST_STEP, last, STEPS))
        bends = np.array(BENDS[:-1])[:, None]
        room = 1 + bends[..., None] * logarithms / self.scales[None, :, None]
        bent = np.where(
            (room > 0).all(axis=2), -(1 + 1 / bends) * np.log(np.maximum(room, 1e-300)).sum(axis=2), -math.inf
        )
        found = np.vstack([bent, -whole / self.scales[None, :]]) - number * np.log(self.scales)
        self.likelihood = found - PRIOR_KEYS * (np.log(self.scales) + PRIOR_LOGARITHM / self.scales)
        most = self.likelihood.max()
        # Of each bend, whatever the scale.
        self.evidence = most + np.log(np.exp(self.likelihood - most).sum(axis=1) + 1e-300)

    def unseen(self, number: float, most: float, others: Draws, chance: np.random.Generator) -> Draws:
        """What so many keys take, of which none has more than `most` bytes; `others` is what other tails say of bends.

        The shares of a uniform distribution that are below the first, second … of many are sums of exponential ones
        over the number.
        """
        import numpy as np

        share = chance.beta(self.number - 0.5, self.many + 0.5, DRAWS)
        tail = chance.binomial(round(number), share)
        many = np.maximum(0.0, number - tail)
        deviation = np.sqrt(self.variance * (many + many**2 / self.many))
        found = many * self.mean + deviation * chance.standard_normal(DRAWS)
        likelihood = self.likelihood + (np.log(np.array(CHANCES)) + OTHERS_SAY * others)[:, None]
        weights = np.exp(likelihood - likelihood.max()).ravel()
        chosen = chance.choice(weights.size, DRAWS, p=weights / weights.sum())
        bend, scale = np.array(BENDS)[chosen // STEPS][:, None], self.scales[chosen % STEPS][:, None]

        def sizes(shares: Draws) -> Draws:
            logarithm = np.log(shares)
            straight = bend > -1e-9
            bent = np.where(straight, -logarithm, np.expm1(-bend * logarithm) / np.where(straight, -1.0, bend))
            found: Draws = np.minimum(most, self.least * np.exp(np.minimum(MOST_LOGARITHM, scale * bent)))
            return found

        sums = np.cumsum(chance.standard_exponential((DRAWS, LARGEST)), axis=1)
        shares = np.minimum(1.0, sums / np.maximum(1, tail)[:, None])
        found += np.where(np.arange(LARGEST) < tail[:, None], sizes(shares), 0.0).sum(axis=1)
        rest = np.maximum(0, tail - LARGEST)
        # Points between the last of these and one, in equal steps of their logarithm.
        points = np.minimum(shares[:, -1:], 1 - 1e-9) ** ((np.arange(POINTS) + 0.5) / POINTS)
        parts, of_rest = points / points.sum(axis=1)[:, None], sizes(points)
        mean = (parts * of_rest).sum(axis=1)
        variance = np.maximum(0.0, (parts * of_rest**2).sum(axis=1) - mean**2)
        drawn: Draws = found + rest * mean + np.sqrt(rest * variance) * chance.standard_normal(DRAWS)
        return drawn
