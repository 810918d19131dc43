"""A seeded, simulated town with a retailer: events like any shop's, and the truth kept apart.

Nothing here is real: no person, order, address, carrier or pickup point. Pure standard library,
so that it runs without a server. ``Settings`` say what to simulate, ``simulate_town`` streams it,
``write_town`` writes the files.
"""

from amends.simulate.mix import SHARES, Mix
from amends.simulate.run import simulate_town
from amends.simulate.settings import BadSetting, Settings
from amends.simulate.write import write_town

__all__ = ["SHARES", "BadSetting", "Mix", "Settings", "simulate_town", "write_town"]
