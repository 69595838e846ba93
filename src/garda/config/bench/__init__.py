"""Measuring: workloads on a database of a given size, each beside the limit it is held against.

`workloads.WORKLOADS` lists what is measured; `page` writes docs/benchmarks.md; the command `garda bench`
runs each engine and size in a process and a folder of data of its own, never on the city's data.
"""
