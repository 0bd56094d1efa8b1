"""How the embedded AudioSeal pair is trained: ``python -m rhapsode_bench watermark-train``.

Sound (:mod:`.corpus`) is marked by the generator, goes through a channel (:mod:`.channel`), and the detector must find
mark and message in what is left (:mod:`.objective`). :mod:`.training` is the loop, :mod:`.pair` the two networks.
"""
