"""What the sections of the report hold."""


def cases(figures, baseline, first_label):
    base = figures.median('baseline', 'baseline', baseline.sessions) if baseline else None
    header = ['case', 'server', 'sessions', 'req/s', '±%', 'p50 ms', 'p99 ms', 'errors', 'CPU µs', '±%', 'commands', 'reads',
              'writes', 'RSS MB', 'others %']
    if base:
        header += ['req/s ×base', 'CPU ×base']
    labels = {label for _, label, _, _ in figures.rows()} - {'baseline', first_label}
    if labels:
        header += [f'req/s ×{first_label}', f'CPU ×{first_label}']
    rows = []
    for case, label, sessions, m in figures.rows():
        row = [case, label, sessions, f'{m.per_second:.0f}', _half(figures.spread(case, label, sessions, 'per_second')),
               f'{m.p50:.2f}', f'{m.p99:.2f}', m.errors, f'{m.cpu:.1f}', _half(figures.spread(case, label, sessions, 'cpu')),
               f'{m.commands:.2f}', f'{m.reads:.2f}', f'{m.writes:.2f}', f'{m.resident:.0f}', f'{m.others:.0f}']
        if base:
            row += _against(m, base)
        if labels:
            row += _against(m, figures.median(case, first_label, sessions))
        rows.append(row)
    return header, rows


def _half(spread):
    return f'{spread / 2:.0f}'


def _against(m, other):
    return [f'{m.per_second / other.per_second:.2f}', f'{m.cpu / other.cpu:.2f}'] if other else ['', '']


def storms(storms):
    header = ['server', 'seconds', 'login p50 ms', 'login p99 ms', 'CPU µs a login', 'failed logins', 'forward-auth p99 before ms', 'meanwhile ms',
              'failed forward-auth']
    return header, [[s['label'], f'{s["seconds"]:.2f}', f'{s["p50"]:.0f}', f'{s["p99"]:.0f}', f'{s["cpu"]:.0f}',
                     ', '.join(f'{count} × {kind}' for kind, count in s['failures'].items()) or 0,
                     f'{s["quiet"]:.2f}', f'{s["during"]:.2f}', s['errors']] for s in storms]


def starts(starts, figures):
    header = ['server', 'start to ready ms', 'CPU ms', 'RSS idle MB', 'RSS loaded MB', 'size MB']
    rows = []
    for subject, start in starts:
        loaded = figures.loaded(subject)
        rows.append([subject.label, f'{start["ready"]:.0f}', f'{start["cpu"]:.0f}', f'{start["idle"]:.0f}',
                     f'{loaded:.0f}' if loaded else '',
                     f'{start["size"]:.0f}'])
    return header, rows


def memory(memory):
    kinds = list(next(iter(memory.values()), {}))
    return ['bytes', *memory], [[kind, *(f'{bytes_by_kind[kind]:.0f}' for bytes_by_kind in memory.values())] for kind in kinds]


def budgets(budgets):
    return ['budget', 'target', 'measured', ''], [budget.row() for budget in budgets]
