"""The same for English pages: a date never changes its meaning with the language of the page."""

from thidua.config.formats.vi.formats import *  # noqa: F403
