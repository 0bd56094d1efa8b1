"""How long the next segment may be, so that it is spoken before the listener has heard all that came before.

A voice that takes a fifth of the time that its speech lasts needs a second for five seconds of it. Behind a first
segment of one and a half seconds, one of eight would come too late. So each segment is as long as what is in hand
allows, and what is in hand grows with each: lengths stand for times here, since a voice speaks about as fast as it did
before::

    length of a segment <= SHARE * in hand / real-time factor
    in hand afterwards   = in hand + length * (1 - real-time factor)

Everything follows from the text and from one number that is known when a turn begins, so that segments do not depend on
how the text arrives.
"""

from __future__ import annotations

from rhapsode_server.text.segment_policy import Target

SHARE = 0.6
"""Of the time that is in hand, what may be spent on the next segment. Lower, and the second segment is a scrap; higher,
and the listener runs dry when the machine is busy for a moment."""

FAST = 0.04
"""A real-time factor up to which nothing needs to be shorter. Lower changes what needs no change; higher, and a second
segment of the usual length comes too late."""

LEAST_WEIGHT = 30
"""No segment is made shorter than this, however slow the voice: scraps sound worse than a pause."""

FIRST_WITHIN_S = 0.35
"""What speaking the first segment may take where no mark ends it. Lower cuts after fewer words, which is heard; higher,
and a listener waits."""

WORD_S = 0.3
"""What a word of English lasts: the twenty of ``bench/RESULTS.md`` take 5.9 s."""

LEAST_FIRST_WORDS = 8
"""Of a first segment without a mark. Lower, and the cut falls between words that belong together."""


class Pacing:
    """Follows one turn's segments. Weights as in ``characters.WEIGHTS``.

    Args:
        real_time_factor: compute time of speech by its length; 0 for a voice that is there at once.
    """

    def __init__(self, real_time_factor: float) -> None:
        self._factor = real_time_factor
        self._in_hand = 0.0

    def restart(self) -> None:
        """What comes next begins from silence."""
        self._in_hand = 0.0

    def hand_out(self, weight: int) -> None:
        """A segment of this weight is about to be spoken."""
        spent = min(1.0, self._factor) if self._in_hand else 0.0
        self._in_hand += weight * (1.0 - spent)

    def limit(self, target: Target) -> Target:
        """What the next segment should be, where the policy alone would have ``target``."""
        if self._factor <= FAST or target.by_characters:
            return target
        if not self._in_hand:
            if target.words_max is None:
                return target
            words = max(10 * LEAST_FIRST_WORDS, round(10 * FIRST_WITHIN_S / (WORD_S * self._factor)))
            return target._replace(words_max=min(target.words_max, words))
        longest = max(LEAST_WEIGHT, round(SHARE * self._in_hand / self._factor))
        if longest >= target.maximum:
            return target
        # It may end a third before its limit, at a clause too: at the limit it would have to, between two words.
        clause_min = 2 * longest // 3
        return target._replace(
            sentence_min=min(target.sentence_min, longest // 2),
            clause_min=clause_min if target.clause_min is None else min(target.clause_min, clause_min),
            maximum=longest,
        )
