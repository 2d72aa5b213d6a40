"""One measurement: wrk against one server, and what the server, Redis and the machine did meanwhile."""
import json
import os
import resource
import subprocess
from dataclasses import dataclass

from .build import BENCH
from .processes import machine_busy_micros


@dataclass(frozen=True)
class Sample:
    requests: int
    per_second: float
    p50: float       # milliseconds
    p99: float
    errors: int      # anything but 2xx and 3xx, and failures of connections
    cpu: float       # microseconds of the server's CPU a request
    commands: float  # that Redis ran, a request
    reads: float     # of Redis from sockets, a request
    writes: float
    resident: float  # megabytes after the measurement
    others: float    # percent of the machine that went to neither server, Redis nor wrk


def measure(subject, case, seconds, connections, pause=0):
    """Runs wrk; pause is the longest time in ms that a connection rests between requests."""
    if case.script == 'refresh.lua':
        subject.prepare_refresh()
    credentials, length = subject.credentials(case.credentials)
    request = subject.rig.directory / f'{subject.name}-{case.name}.http'
    request.write_bytes(case.raw(length).encode())
    command = ['wrk', '-t1', f'-c{connections}', f'-d{seconds}s', '--timeout', '10s', '-s', BENCH / 'wrk' / case.script,
               f'http://127.0.0.1:{subject.port}', '--', request, credentials, pause]
    before, busy = _counters(subject), machine_busy_micros()
    output = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, text=True, check=True).stdout
    after, busy = _counters(subject), machine_busy_micros() - busy
    subject.server.check_alive()
    return _sample(_result(output), [new - old for new, old in zip(after, before)], busy,
                   subject.server.resident_megabytes())


def _result(output):
    for line in output.splitlines():
        if line.startswith('RESULT '):
            return json.loads(line[len('RESULT '):])
    raise SystemExit('wrk gave no result:\n' + output)


def _counters(subject):
    info = subject.redis.info()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (subject.server.cpu_micros(), int(info['total_commands_processed']), int(info['total_reads_processed']),
            int(info['total_writes_processed']), subject.redis.cpu_micros(),
            (children.ru_utime + children.ru_stime) * 1_000_000, _now_micros())


def _now_micros():
    return os.times().elapsed * 1_000_000


def _sample(result, deltas, busy, resident):
    server, commands, reads, writes, redis, wrk, elapsed = deltas
    requests = result['requests']
    if not requests:
        raise SystemExit(f'no request was answered: {result}')
    return Sample(
        requests=requests,
        per_second=requests / (result['micros'] / 1e6),
        p50=result['p50'] / 1000,
        p99=result['p99'] / 1000,
        errors=result['refused'] + result['socket'] + result['timeouts'],
        cpu=server / requests,
        # INFO before the measurement is itself a command, a read and a write.
        commands=(commands - 1) / requests,
        reads=(reads - 1) / requests,
        writes=(writes - 1) / requests,
        resident=resident,
        others=max(0.0, 100 * (busy - server - redis - wrk) / (elapsed * os.cpu_count())))
