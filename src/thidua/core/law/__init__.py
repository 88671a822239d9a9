"""The law as dated data: instruments and when they hold, bodies that ended, honours with their rank and who decides."""

from thidua.core.law.bodies import Body, ended_bodies
from thidua.core.law.honours import Decider, Honour, honours_in
from thidua.core.law.instruments import Instrument, Trust, instrument

__all__ = ["Body", "Decider", "Honour", "Instrument", "Trust", "ended_bodies", "honours_in", "instrument"]
