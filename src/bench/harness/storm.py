"""Many phones log in at the same moment while others use their sessions."""
import json
import subprocess
import threading
from dataclasses import dataclass
from statistics import median

from .cases import CASES
from .load import measure
from .rig import APP_ID

WECHAT_TAKES = 0.3
# Others are busy, but do not fill the machine: else the cores, not the service, would set their latency.
_CONNECTIONS, _PAUSE_MS = 32, 20
_WARM_UPS = 2
_FIRST_PHONE = 200_000_000
_FORWARD_AUTH = next(case for case in CASES if case.name == 'forward-auth')


@dataclass(frozen=True)
class Storm:
    seconds: float   # until the last phone had its answer
    p50: float       # of a login, milliseconds
    p99: float
    failures: dict   # by status or kind of error
    cpu: float       # microseconds of the server's CPU a login, when nothing else runs
    quiet: object    # forward-auth before
    during: object   # and meanwhile


def run_storms(options, subject):
    """Storms to warm up, then one a round; gives those of the rounds."""
    rig = subject.rig
    rig.simulator('PUT', '/faults', {'path': '/sns/jscode2session', 'fault': 'slow', 'delaySeconds': WECHAT_TAKES})
    try:
        # The first takes far longer than all others.
        for number in range(_WARM_UPS):
            cpu = subject.server.cpu_micros()
            seconds = _storm(options.phones, subject, number, lambda: None)[0]['micros'] / 1e6
            cpu = (subject.server.cpu_micros() - cpu) / options.phones
        storms = []
        for number in range(_WARM_UPS, _WARM_UPS + options.rounds):
            # wrk counts whole seconds, and shall not outlast the storm by much.
            window = max(1, int(seconds))
            quiet = measure(subject, _FORWARD_AUTH, window, _CONNECTIONS, _PAUSE_MS)
            result, during = _storm(options.phones, subject, number,
                                    lambda: measure(subject, _FORWARD_AUTH, window, _CONNECTIONS, _PAUSE_MS))
            seconds = result['micros'] / 1e6
            storm = Storm(seconds, result['p50'] / 1000, result['p99'] / 1000, result['failures'], cpu, quiet, during)
            print(f'storm: {subject.label}: {storm.seconds:.2f} s, failures {storm.failures or 0}, '
                  f'forward-auth p99 {quiet.p99:.2f} ms before, {during.p99:.2f} ms meanwhile', flush=True)
            storms.append(storm)
        return storms
    finally:
        rig.simulator('DELETE', '/faults')


def _storm(phones, subject, number, meanwhile):
    """Gives the result of the logins and that of what ran meanwhile."""
    rig = subject.rig
    # Phones of their own, since a login may end the session that a phone has already.
    first = _FIRST_PHONE + number * phones
    command = rig.tool('Storm', rig.simulator_port, subject.port, APP_ID, phones, first)
    with open(rig.directory / 'phones.log', 'ab') as log, subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True) as process:
        if process.stdout.readline() != 'ready\n':
            raise SystemExit('the phones got no codes')
        logins = []
        reader = threading.Thread(target=lambda: logins.append(process.stdout.readline()))
        process.stdin.write('\n')
        process.stdin.flush()
        reader.start()
        other = meanwhile()
        reader.join()
    return json.loads(logins[0]), other


def summary(label, storms):
    """The medians of all rounds, and all failures."""
    failures = {}
    for storm in storms:
        for kind, count in storm.failures.items():
            failures[kind] = failures.get(kind, 0) + count
    quiet, during = (median(sample.p99 for sample in samples) for samples in
                     ([storm.quiet for storm in storms], [storm.during for storm in storms]))
    return dict(label=label, seconds=median(storm.seconds for storm in storms),
                p50=median(storm.p50 for storm in storms), p99=median(storm.p99 for storm in storms),
                failures=failures, cpu=storms[0].cpu, errors=sum(storm.quiet.errors + storm.during.errors for storm in storms),
                quiet=quiet, during=during)
