"""The best way of a recording through the reading it is compared with, one step after another."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tourism.engines.speech.features import Frames, Mask, Moments, alike, timbre
from tourism.engines.speech.port import Take

PAUSE_SECONDS = 0.24
ENERGY = 0.6
STRANGE = 0.85
HUSH = 0.3
QUIET_INSIDE = 0.05
STAY = 0.1
SKIP = 0.1
UNREAD = np.float32(14)
NEVER = np.float32(1e9)
CELLS_AT_ONCE = 2_000_000
LEAP = 3

Indices = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """The reference as a row of states: a rest, the moments of a sentence, a rest, and so on; a rest ends it.

    `frame` is a state's moment in the reference, `sentence` its sentence (a rest's: the one it comes before).
    """

    frame: Indices
    sentence: Indices
    quiet: Mask
    rests: Indices


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """A recording against a chain; `kept` are its moments without the length of its pauses."""

    chain: Chain
    kept: Indices
    energy: Frames
    sound: Frames
    chain_energy: Frames
    chain_sound: Frames

    def costs(self, first: int, last: int) -> Frames:
        """How badly each kept moment fits each state (moments by states): 0 like itself, 1 like anything."""
        energy = self.energy[first:last, None]
        strange = STRANGE * energy
        cost = 1 - self.sound[first:last] @ self.chain_sound.T
        cost += ENERGY * np.abs(energy - self.chain_energy)
        # Somebody may pause anywhere.
        np.minimum(cost, strange + HUSH, out=cost)
        cost[:, self.chain.quiet] = strange + QUIET_INSIDE
        cost[:, self.chain.rests] = strange
        return cost


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """The state and the cost of each kept moment, and the mean cost of them all with their steps."""

    states: Indices
    costs: Frames
    mean: float


def chain(reference: Take, moments: Moments) -> Chain:
    """The reference's states; pauses inside its sentences become one state each."""
    frames, sentences, rests = [0], [0], [0]
    for number, (start, end) in enumerate(reference.spans):
        first = min(int(start / moments.seconds), len(moments.loud) - 1)
        inside = np.arange(first, max(first + 1, min(len(moments.loud), int(np.ceil(end / moments.seconds)))))
        loud = np.flatnonzero(moments.loud[inside])
        spoken = inside[loud[0] : loud[-1] + 1] if len(loud) else inside[:1]
        spoken = spoken[unhurried(~moments.loud[spoken], 1)]
        frames += [*spoken, 0]
        sentences += [number] * len(spoken) + [number + 1]
        rests.append(len(frames) - 1)
    frame, between = np.array(frames), np.array(rests)
    quiet = ~moments.loud[frame]
    quiet[between] = True
    return Chain(frame, np.array(sentences), quiet, between)


def compared(told: Moments, model: Moments, states: Chain) -> Comparison:
    """What the search needs of both, moment by moment."""
    ours, theirs = alike(told, model)
    kept = unhurried(told.energy <= 0, round(PAUSE_SECONDS / told.seconds))
    return Comparison(
        states,
        kept,
        told.energy[kept],
        timbre(ours, told.loud)[kept],
        model.energy[states.frame],
        timbre(theirs, model.loud)[states.frame],
    )


def unhurried(quiet: Mask, most: int) -> Indices:
    """Places that remain when no pause may be longer than `most`."""
    places = np.arange(len(quiet))
    since = places - np.maximum.accumulate(np.where(quiet, -1, places))
    return np.flatnonzero(since <= most)


def best_cost(comparison: Comparison, heading: int) -> float:
    """What the best way costs on the mean, without the way itself."""
    marks = _marks(comparison, heading)
    return _ended(comparison.chain, marks[-1])[1] / len(comparison.kept)


def best_way(comparison: Comparison, heading: int) -> Way:
    """The cheapest way; the first `heading` sentences may be left out for nothing, others at a price.

    Prices are kept after every so many moments only, and worked out again between them on the way back: all steps
    of 20 minutes at once would take a gigabyte.
    """
    states, count = comparison.chain, len(comparison.kept)
    rows = _rows(states)
    marks = _marks(comparison, heading)
    at, total = _ended(states, marks[-1])
    passed, costs = np.zeros(count, np.intp), np.zeros(count, np.float32)
    for block in range(len(marks) - 2, -1, -1):
        first, last = block * rows, min(count, (block + 1) * rows)
        cost = comparison.costs(first, last)
        steps = np.zeros(cost.shape, np.int8)
        _walked(comparison.chain, marks[block], cost, steps)
        for row in range(last - first - 1, -1, -1):
            passed[first + row], costs[first + row] = at, cost[row, at]
            step = int(steps[row, at])
            at = at - step if step < LEAP else int(states.rests[states.sentence[at] - 1])
    return Way(passed, costs, total / count)


def _rows(states: Chain) -> int:
    return max(16, CELLS_AT_ONCE // len(states.frame))


def _marks(comparison: Comparison, heading: int) -> list[Frames]:
    """The price of being at each state before the first moment and after every so many."""
    states, rows = comparison.chain, _rows(comparison.chain)
    at = np.full(len(states.frame), NEVER, np.float32)
    at[states.rests[: heading + 1]] = 0
    marks = [at]
    for first in range(0, len(comparison.kept), rows):
        at = _walked(states, at, comparison.costs(first, min(len(comparison.kept), first + rows)), None)
        marks.append(at)
    return marks


def _ended(states: Chain, prices: Frames) -> tuple[int, float]:
    """Where the way ends, and its price: after the last sentence, or earlier for the price of what is left out."""
    left_out = np.arange(len(states.rests))[::-1] * UNREAD
    ends = np.append(states.rests, len(states.frame) - 2)
    told = prices[ends] + np.append(left_out, 0)
    best = int(np.argmin(told))
    return int(ends[best]), float(told[best])


def _walked(states: Chain, prices: Frames, costs: Frames, steps: NDArray[np.int8] | None) -> Frames:
    """Prices after the moments of `costs`; `steps` is filled with how far back each state was come from."""
    stay = np.where(states.quiet, 0, STAY).astype(np.float32)
    skip = np.full(len(stay), SKIP, np.float32)
    # A rest may be passed over for nothing.
    skip[np.flatnonzero(states.quiet[:-1]) + 1] = 0
    before, after = states.rests[:-1], states.rests[1:]
    one, two = np.full_like(prices, NEVER), np.full_like(prices, NEVER)
    for row, cost in enumerate(costs):
        best = prices + stay
        one[1:], two[2:] = prices[:-1], prices[:-2]
        leap = prices[before] + UNREAD
        for step, choice in enumerate((one, two + skip), 1):
            if steps is not None:
                steps[row][choice < best] = step
            np.minimum(best, choice, out=best)
        leaps = leap < best[after]
        if leaps.any():
            best[after[leaps]] = leap[leaps]
            if steps is not None:
                steps[row][after[leaps]] = LEAP
        best += cost
        prices = best
    return prices
