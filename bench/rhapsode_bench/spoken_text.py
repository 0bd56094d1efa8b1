"""What the first-audio benchmark has spoken, and when a language model would have written it.

A change to a text makes the figures measured before it void.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rhapsode_server.text.segmenter import Segmenter, SegmentPolicy


@dataclass(frozen=True, slots=True)
class SpokenText:
    """One text of the benchmark."""

    name: str
    """Short, for tables."""
    text: str


PARAGRAPH = SpokenText(
    "paragraph",
    "When the herald had finished, nobody in the hall spoke for a while. The old king looked into the fire, "
    "and his sons looked at the old king. Outside, the wind had turned to the west, and the ropes of the black ships "
    "beat against their masts. At last the youngest of them stood up and asked how long the voyage would take. "
    "Ten days, said the herald, if the weather holds; a month, if it does not.",
)
"""Seventy-eight words: what an assistant says in one answer."""

ANSWER = SpokenText(
    "answer",
    "The last boat leaves the harbour at a quarter past nine. If you take the path along the river, you should reach "
    "it in twenty minutes; buy your ticket on board, because the office closes at six. Shall I send you the map?",
)
"""Forty words: what an assistant answers to a short question."""

SPOKEN_TEXTS = (
    SpokenText("short answer", "Yes, I can hear you now."),
    SpokenText(
        "20 words, clause",
        "When the ships came home, the women stood on the long wall and counted every sail against the evening light.",
    ),
    SpokenText(
        "20 words, no mark",
        "The women stood on the long wall above the harbour and counted every sail against the red and fading light.",
    ),
    PARAGRAPH,
)
"""An answer of a few words, a sentence whose first clause ends early, one with no mark before its end, a paragraph."""

CLAUSE_SENTENCES = (
    "When the ships came home, the women stood on the long wall and counted every sail against the evening light.",
    "If you look out to sea, you can see the black rocks where the old lighthouse keeper lost his boat.",
    "As soon as it stopped raining, the children ran down to the river and looked for their old wooden bridge.",
    "Before you close the door, please put the letters on the kitchen table and feed the cat that sleeps upstairs.",
    "In the middle of winter, nobody in the village went further than the well and the small shop beside it.",
    "To tell you the truth, I have never understood why the trains on this line are always late in spring.",
    "Once the bread had cooled, she cut it into thick slices and carried them to the men in the orchard.",
    "On the third of May, the whole school walked to the museum to see stones that had fallen from heaven.",
    "Although he was very tired, the doctor stayed with his patient until the fever broke in the early morning hours.",
    "After many years abroad, my uncle bought the small house by the lake in which his mother had been born.",
)
"""Twenty words each, the first clause of which ends early."""

UNMARKED_SENTENCES = (
    "The women stood on the long wall above the harbour and counted every sail against the red and fading light.",
    "Nobody in the old town remembers who built the narrow stone bridge that leads over the river to the mill.",
    "My sister has decided to spend the whole summer in the mountains with her dog and a box of books.",
    "The last bus to the airport leaves at a quarter past nine from the square in front of the theatre.",
    "Some of the largest trees in this forest were already standing when the first settlers came down from the hills.",
    "The report says that most of the water in the valley is lost on its way through the old pipes.",
    "Every morning the baker walks past our window with a basket of warm rolls for the hotel at the corner.",
    "The committee will meet again on Thursday to decide what should be done with the money from the annual fair.",
    "A good carpenter can tell from the sound of the saw whether the wood has been dried long enough outdoors.",
    "The young captain knew that the storm would reach his ship long before the harbour lights came into view again.",
)
"""Twenty words each, with no mark before the end."""

_TOKEN = re.compile(r"\s*(?:\w{1,8}|[^\w\s])|\s+")
"""A word with the space before it, in pieces of eight letters at most, or a mark. The vocabularies of language models
cut English much like this: a common word is one token, a mark is one, a rare word two or three."""


def tokens_of(text: str) -> list[str]:
    """The text in the pieces in which a language model would write it; joined, they are the text."""
    return _TOKEN.findall(text)


def text_ready_ms(tokens: Sequence[str], tokens_per_second: float) -> float:
    """When the default policy has enough text to speak, from the first token on: no server can be heard before.

    Found by the segmenter itself in virtual time, the flush behind the last token included, so that what a listener
    waits beyond it is the machine's share.

    Raises:
        ValueError: nothing in the tokens can be spoken.
    """
    segmenter = Segmenter(SegmentPolicy(), "en-us")
    now = 0.0
    for number, token in enumerate(tokens):
        now = number / tokens_per_second
        while (due := segmenter.deadline()) is not None and due <= now:
            if segmenter.handle_timer(due):
                return due * 1000.0
        if segmenter.push(token, now):
            return now * 1000.0
    if segmenter.finish(now):
        return now * 1000.0
    raise ValueError("nothing in this text can be spoken")
