"""The peer speaks what the package speaks, sentence by sentence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rhapsode_bench.package_speaker import PackageSpeaker
from rhapsode_server.engines.kokoro.files import find_files


@pytest.mark.slow
def test_a_sentence_comes_whole_and_the_same_again(models_dir: Path) -> None:
    speaker = PackageSpeaker(find_files(models_dir))
    one, again = speaker.speak("The first rhapsode sang of Troy."), speaker.speak("The first rhapsode sang of Troy.")
    longer = speaker.speak("The first rhapsode sang of Troy, and of the long way home.")
    assert np.array_equal(one.samples, again.samples)
    assert 15 < one.symbols < longer.symbols
    assert len(one.samples) < len(longer.samples)
    assert one.seconds > 0.0
    with pytest.raises(RuntimeError, match="nothing to speak"):
        speaker.speak("…")
    speaker.close()
