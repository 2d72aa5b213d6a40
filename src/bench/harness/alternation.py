"""The order of measurements: all servers in turn, several rounds, each other round backwards."""
import math

from .cases import BASELINE, CASES, SIZED
from .load import measure

_MOST_WARM_UPS = 12
_QUIET = 10  # percent of a core
_MOST_ATTEMPTS = 3
_MUCH = 10  # percent


def run_rounds(options, subjects, baseline, figures):
    turns = _turns(options, subjects, baseline)
    for case, subject in turns:
        _warm_up(options, case, subject)
    for number in range(options.rounds):
        for case, subject in turns if number % 2 == 0 else reversed(turns):
            sample = _undisturbed(options, case, subject)
            figures.add(case, subject, sample)
            print(f'round {number + 1}: {case.name} {subject.label} {subject.sessions}: {sample.per_second:.0f}/s, '
                  f'{sample.cpu:.1f} µs, p99 {sample.p99:.2f} ms, {sample.errors} errors, others {sample.others:.0f} %',
                  flush=True)


def _undisturbed(options, case, subject):
    """A measurement, repeated if others had much of the machine meanwhile; of all attempts, that with the least of it."""
    attempts = []
    while len(attempts) < _MOST_ATTEMPTS and all(sample.others > _MUCH for sample in attempts):
        attempts.append(measure(subject, case, options.duration, options.connections))
    return min(attempts, key=lambda sample: sample.others)


def _warm_up(options, case, subject):
    """Runs of half the time each, until the compilers of a JVM have been quiet for two in a row."""
    seconds, quiet = math.ceil(options.warmup / 2), 0
    for _ in range(_MOST_WARM_UPS if options.warmup else 0):
        before = subject.server.compiler_micros()
        cpu = measure(subject, case, seconds, options.connections).cpu
        compiling = max(0, subject.server.compiler_micros() - before) / (seconds * 10_000)
        print(f'warm-up: {case.name} {subject.label} {subject.sessions}: {cpu:.1f} µs, compilers {compiling:.0f} % of a core',
              flush=True)
        quiet = quiet + 1 if compiling < _QUIET else 0
        if quiet == 2:
            return


def _turns(options, subjects, baseline):
    turns = [(BASELINE, baseline)] if baseline else []
    for case in CASES:
        if case.name not in options.cases:
            continue
        for subject in subjects:
            if subject.sessions != options.sessions[0] and case.name not in SIZED:
                continue
            if case.credentials == 'handles':
                subject.prepare_attributes()
            turns.append((case, subject))
    return turns
