"""Time and memory of a start."""
import time
from pathlib import Path
from statistics import median

from .processes import free_port

_SETTLES_AFTER = 3


def measure_starts(subjects, times):
    """Starts each artifact that often, in turn, beside the servers that run; gives pairs of subject and medians."""
    starts = {subject: [] for subject in subjects}
    for number in range(times):
        for subject in subjects if number % 2 == 0 else reversed(subjects):
            start = _start(subject)
            print(f'start {number + 1}: {subject.label}: ready after {start["ready"]:.0f} ms, CPU {start["cpu"]:.0f} ms',
                  flush=True)
            starts[subject].append(start)
    return [(subject, {figure: median(start[figure] for start in series) for figure in series[0]})
            for subject, series in starts.items()]


def _start(subject):
    server, seconds = subject.launch(free_port())
    try:
        cpu = server.cpu_micros()
        # Start-up ends after readiness: threads, caches, first background work.
        time.sleep(_SETTLES_AFTER)
        return dict(ready=seconds * 1000, cpu=cpu / 1000, idle=server.resident_megabytes(), size=_megabytes(subject.path))
    finally:
        server.stop()


def _megabytes(path):
    files = [path] if path.is_file() else [file for file in Path(path).rglob('*') if file.is_file()]
    return sum(file.stat().st_size for file in files) / 1e6
