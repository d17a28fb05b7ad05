"""The words that one version of the library knows: places, titles, units, indicators, and the folded records of its plans."""
