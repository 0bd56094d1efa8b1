"""The vocoder of processors: every layer walked in tiles of one size, so that no row needs padding.

A row is cut into stretches of a few hundred steps. What stands before a convolution (normalisation, activation) is done
as a tile is gathered, what stands behind it (residual, statistics) as it is put back; between two convolutions nothing
is written but that. It buys four things at once:

* a tile stays in the processor's cache, and convolutions see few shapes, each planned once: no length of utterance is
  new, and no cache of plans grows;
* a batch is a longer list of tiles: rows need no padding, no masks, and wait for nobody's length;
* tiles are shared among threads, each of which computes its own alone, so that a row's bytes depend neither on the
  number of threads nor on what is spoken beside it;
* the zeros behind a row's ends are those of the tile.

``kernels`` is the machine code beside the convolutions, ``convolution`` a layer on tiles, ``winograd`` one of fewer
products, ``signal`` what is walked, ``crew`` the threads, ``style`` what a voice asks of the normalisations, ``block``
the residual blocks, ``stage`` what raises the rate, ``ending`` the last layers, stretch by stretch, and ``vocoder`` the
whole way from features to samples.
"""
