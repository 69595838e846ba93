"""One file per command of `garda`: `arguments(parser)` and `act(options) -> int`.

A file here is imported only when its command is chosen, after Django has been set up.
"""
