"""Runs two replicas under load, asks a Prometheus what the dashboard asks, and draws the answers."""
import argparse
import json
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from harness import build
from harness.processes import free_port
from harness.rig import Rig
from harness.subjects import Wxsession

from .load import Load
from .prometheus import Prometheus
from .verifier import Verifier

HERE = Path(__file__).resolve().parent
DATA = build.TARGET / 'dashboard-picture.json'
DASHBOARD = build.ROOT / 'src/main/kubernetes/monitoring/dashboard.json'
PICTURE = build.ROOT / 'src/site/resources/dashboard.svg'
POINTS = 60


def parse(arguments):
    parser = argparse.ArgumentParser(prog='src/bench/dashboard/run', description='Draws the dashboard for the manual.')
    parser.add_argument('--no-build', action='store_true', help='take what is in target')
    parser.add_argument('--again', action='store_true', help='draw once more what the last run left, after a change of looks')
    parser.add_argument('--seconds', type=int, default=210, help='of load that the picture shows')
    parser.add_argument('--warmup', type=int, default=30, help='seconds of load before that')
    parser.add_argument('--out', type=Path, default=PICTURE, help='the SVG')
    options = parser.parse_args(arguments)
    options.jar, options.native, options.no_baseline = [], [], True
    return options


def main():
    options = parse(sys.argv[1:])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit('stopped'))
    if not options.again:
        measure(options)
    subprocess.run(['node', HERE / 'draw.mjs', DASHBOARD, DATA, options.out], check=True)


def measure(options):
    [(_, _, app)] = build.build(options)
    directory = Path(tempfile.mkdtemp(prefix='dashboard-', dir=build.TARGET))
    rig = Rig(directory, app)
    try:
        rig.start()
        DATA.write_text(json.dumps(observe(options, rig, app)))
    finally:
        rig.stop()
    shutil.rmtree(directory)


def observe(options, rig, app):
    """Gives the series of each panel by its id, as Prometheus answers."""
    verifier = Verifier()
    settings = Load.settings(rig, verifier)
    replicas = Wxsession(rig, 'dashboard', 'jvm', app, 0, '-Xmx256m', settings)
    second_port, second_management_port = free_port(), free_port()
    replicas.launch(second_port, second_management_port)
    prometheus = Prometheus(rig, {'replica-1': replicas.management_port, 'replica-2': second_management_port})
    load = Load(rig, replicas.redis, [replicas.port, second_port])
    load.run(options.warmup)
    begin = time.time()
    incidents = load.run(options.seconds, incidents=True)
    end = time.time()
    step = max(1, round((end - begin) / POINTS))
    series = {panel['id']: prometheus.series(panel, begin, end, step)
              for panel in json.loads(DASHBOARD.read_text())['panels']}
    load.report()
    return {'begin': begin, 'end': end, 'incidents': incidents, 'series': series}


main()
