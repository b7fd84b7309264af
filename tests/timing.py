"""Times in tests: the least of several runs, in processor time, so that other work on the machine does not fail them.

Garbage collection falls into some of the runs, and takes the longer, the more the tests before have left in memory.
"""

import time
from collections.abc import Callable


def processor_seconds(work: Callable[[], object], times: int = 5) -> float:
    """The shortest of several runs, in seconds of processor time."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)
