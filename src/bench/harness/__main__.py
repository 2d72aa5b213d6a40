"""Runs the benchmark."""
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from . import budgets, build, storm, tables
from .alternation import run_rounds
from .figures import Figures
from .memory import measure_memory
from .options import parse
from .report import Report
from .rig import Rig
from .starts import measure_starts
from .subjects import Baseline, Wxsession

CASES_NOTE = ('Medians of the rounds; ±% is half the distance between the highest and the lowest. CPU is that of the server '
              'process a request. Commands, reads and writes are those of Redis a request. Others is the share of the '
              'machine that went to neither the server, Redis nor wrk.')


def main():
    options = parse(sys.argv[1:])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit('stopped'))
    artifacts = build.build(options)
    build.TARGET.mkdir(exist_ok=True)
    directory = Path(tempfile.mkdtemp(prefix='bench-', dir=build.TARGET))
    app = next((path for _, kind, path in artifacts if kind == 'jvm'))
    rig = Rig(directory, app)
    try:
        rig.start()
        run(options, artifacts, rig)
    except BaseException:
        print(f'The logs are in {directory}', file=sys.stderr)
        raise
    else:
        rig.stop()
        shutil.rmtree(directory)
    finally:
        rig.stop()


def run(options, artifacts, rig):
    figures, report = Figures(), Report()
    baseline = None if options.no_baseline else Baseline(rig, options.sessions[0], options.java_options)
    subjects = [Wxsession(rig, *artifact, sessions, options.java_options)
                for sessions in options.sessions for artifact in artifacts]
    smallest = [subject for subject in subjects if subject.sessions == options.sessions[0]]
    largest = [subject for subject in subjects if subject.sessions == options.sessions[-1]]
    starts = measure_starts(smallest, options.starts) if 'start' in options.cases else []
    if set(options.cases) != {'start'}:
        for subject in subjects:
            subject.prepare()
    memory = {subject.label: measure_memory(subject) for subject in largest if 'memory' in options.cases}
    run_rounds(options, subjects, baseline, figures)
    storms = [storm.summary(subject.label, storm.run_storms(options, subject))
              for subject in smallest if 'storm' in options.cases]

    report.section('Cases', *tables.cases(figures, baseline, subjects[0].label), notes=[CASES_NOTE])
    report.section('Storm of logins', *tables.storms(storms), notes=[
        f'{options.phones} phones at once, each on a connection of its own, while WeChat takes {storm.WECHAT_TAKES} s.'])
    report.section('Start', *tables.starts(starts, figures))
    report.section('Memory in Redis', *tables.memory(memory), notes=[
        f'Means by MEMORY USAGE with SAMPLES 0, with {options.sessions[-1]} sessions, each of another user.'])
    report.section('Budgets', *tables.budgets(
        budgets.of_cases(figures, subjects, baseline) + budgets.of_storms(storms) + budgets.of_starts(starts, figures)
        + budgets.of_memory(memory)))
    if options.out:
        report.write(options.out)


main()
