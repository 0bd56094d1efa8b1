"""How good the embedded watermark is: ``python -m rhapsode_bench watermark-marks`` and ``watermark-calibrate``.

Recordings that training never heard (:mod:`.sentences`, :mod:`.recordings`, :mod:`.other_sound`) are marked by the
product's own stage, meet what happens to recordings (:mod:`.attacks`), and are cut into clips that the detector judges
(:mod:`.clips`). :mod:`.calibration` says from unmarked sound what score means a mark; :mod:`.evaluation` is the
benchmark, :mod:`.report` its tables and :mod:`.pictures` its pictures.
"""
