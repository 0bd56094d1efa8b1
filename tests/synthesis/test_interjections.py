"""What is put first is taken first, and once."""

from __future__ import annotations

from rhapsode_server.synthesis.interjections import Interjections
from synthesis.jobs import make_job


def test_batches_are_taken_in_the_order_in_which_they_were_put() -> None:
    interjections = Interjections()
    one, two = [make_job(index=1)], [make_job(index=2)]
    assert not interjections.take()
    interjections.put(one)
    interjections.put(two)
    assert interjections.take() is one
    assert interjections.take() is two
    assert not interjections.take()
