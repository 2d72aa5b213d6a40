"""The budgets of the design, and whether a run met them."""
from dataclasses import dataclass

# At least this many times the baseline's requests a second, at most this share of its CPU a request.
_AGAINST_BASELINE = {'forward-auth': (3.5, 0.20), 'session': (2.3, 0.35), 'introspect': (2.3, 0.35), 'user': (2.3, 0.35),
                     'list': (2.3, 0.35)}
# Those that need nothing but the session.
_ONE_COMMAND = ('forward-auth', 'session', 'introspect')
_NATIVE = ('forward-auth', 'session')
_MEMORY = {'session with its index': 480, 'user with its entry, after the first login': 400,
           'user with its entry, registered and bound': 800}


@dataclass(frozen=True)
class Budget:
    what: str
    target: str
    measured: str
    met: bool

    def row(self):
        return [self.what, self.target, self.measured, 'ok' if self.met else 'MISS']


def at_least(what, value, target, unit=''):
    return Budget(what, f'≥ {target:g}{unit}', f'{value:.2f}{unit}', value >= target)


def at_most(what, value, target, unit='', digits=2):
    return Budget(what, f'≤ {target:g}{unit}', f'{value:.{digits}f}{unit}', round(value, digits) <= target)


def of_cases(figures, subjects, baseline):
    """Budgets of requests. Sizes are compared with the smallest one, native with the first jar."""
    found = []
    base = figures.median('baseline', 'baseline', baseline.sessions) if baseline else None
    smallest = subjects[0].sessions
    jar = next(subject.label for subject in subjects if subject.kind == 'jvm')
    for case, label, sessions, m in figures.rows():
        name = f'{case}, {label}'
        if case == 'baseline':
            continue
        if sessions != smallest:
            found += _of_size(f'{name}: {smallest} → {sessions} sessions', figures.median(case, label, smallest), m)
            continue
        native = next(subject.kind for subject in subjects if subject.label == label) == 'native'
        if base and case in _AGAINST_BASELINE and not native:
            faster, cheaper = _AGAINST_BASELINE[case]
            found += [at_least(f'{name}: requests/s of the baseline', m.per_second / base.per_second, faster, '×'),
                      at_most(f'{name}: CPU a request of the baseline', m.cpu / base.cpu, cheaper, '×'),
                      at_most(f'{name}: p99', m.p99, round(base.p99, 2), ' ms')]
        if case in _ONE_COMMAND:
            found += [at_most(f'{name}: Redis commands a request', m.commands, 1),
                      Budget(f'{name}: writes to Redis a request', '< 1', f'{m.reads:.2f}', m.reads < 0.995)]
        if native and case in _NATIVE and figures.median(case, jar, sessions):
            of_jar = m.per_second / figures.median(case, jar, sessions).per_second
            found.append(at_least(f'{name}: requests/s of {jar}', of_jar, 0.75, '×'))
    return found


def _of_size(name, small, large):
    return [at_most(f'{name}: p50', large.p50 / small.p50, 1.10, '×'),
            at_most(f'{name}: CPU a request', large.cpu / small.cpu, 1.15, '×')]


def of_storms(storms):
    found = []
    for storm in storms:
        failures = sum(storm['failures'].values()) + storm['errors']
        found += [Budget(f'storm, {storm["label"]}: failures', '0', str(failures), failures == 0),
                  at_most(f'storm, {storm["label"]}: p99 of forward-auth against before', storm['during'] / storm['quiet'], 3,
                          '×')]
    return found


def of_starts(starts, figures):
    found = []
    for subject, start in starts:
        if subject.kind == 'jvm':
            found.append(at_most(f'{subject.label}: start to ready', start['ready'], 1000, ' ms', 0))
            continue
        found += [at_most(f'{subject.label}: start to ready', start['ready'], 50, ' ms', 0),
                  at_most(f'{subject.label}: RSS idle', start['idle'], 60, ' MB', 0),
                  at_most(f'{subject.label}: image', start['size'], 80, ' MB', 0)]
        loaded = figures.loaded(subject)
        if loaded:
            found.append(at_most(f'{subject.label}: RSS loaded', loaded, 120, ' MB', 0))
    return found


def of_memory(memory):
    return [at_most(f'{label}: {kind}', bytes_by_kind[kind], target, ' bytes', 0)
            for label, bytes_by_kind in memory.items() for kind, target in _MEMORY.items()]
