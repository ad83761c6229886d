"""Who guesses passwords waits: longer after every miss, by address and by name."""

from __future__ import annotations

import ipaddress
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

# Three slips are free. Then 1, 2, 4 ... seconds, a quarter of an hour at most; a day without a miss forgets all.
FREE, LONGEST_S, FORGOTTEN_S = 3, 900.0, 86_400.0
# By name at most a minute: else anybody could lock somebody else out.
LONGEST_NAME_S = 60.0
_KEPT = 50_000


@dataclass(slots=True)
class _Misses:
    count: int = 0
    last: float = 0.0


class Throttle:
    """Counts attempts before they are checked, so that many at once are many."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._misses: OrderedDict[str, _Misses] = OrderedDict()
        self._counting = threading.Lock()

    def attempt(self, address: str, name: str) -> float:
        """Count an attempt as a miss: 0. One too early is not counted: the seconds still to wait."""
        with self._counting:
            keys = {f"a:{network(address)}": LONGEST_S, f"n:{name.casefold()[:64]}": LONGEST_NAME_S}
            wait = max(self._wait(key, longest) for key, longest in keys.items())
            if wait <= 0:
                for key in keys:
                    self._miss(key)
            return max(0.0, wait)

    def success(self, address: str, name: str) -> None:
        """The attempt was none: forget the misses of the name, and of the address this one, or an account of one's own
        would wash away the guesses at another's.
        """
        with self._counting:
            self._misses.pop(f"n:{name.casefold()[:64]}", None)
            found = self._misses.get(f"a:{network(address)}")
            if found is not None:
                found.count = max(0, found.count - 1)

    def _wait(self, key: str, longest: float) -> float:
        found = self._misses.get(key)
        if found is None or self._clock() - found.last > FORGOTTEN_S or found.count < FREE:
            return 0.0
        delay = min(longest, 2.0 ** min(found.count - FREE, 30))
        return found.last + delay - self._clock()

    def _miss(self, key: str) -> None:
        found = self._misses.setdefault(key, _Misses())
        if self._clock() - found.last > FORGOTTEN_S:
            found.count = 0
        found.count, found.last = found.count + 1, self._clock()
        self._misses.move_to_end(key)
        while len(self._misses) > _KEPT:
            self._misses.popitem(last=False)


def network(address: str) -> str:
    """An address as one guesser has it: of IPv6 the first 64 bits, which one household gets."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network(f"{found}/64", strict=False)) if found.version == 6 else str(found)
