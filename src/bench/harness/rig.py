"""Everything that runs beside what is measured: keys, the simulator, and the programs in src/bench/java."""
import json
import socket
import subprocess
import time
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from . import build
from .processes import ServerProcess, free_port

APP_ID, APP_SECRET = 'wx0123456789abcdef', 'benchmark-only-app-secret'


class Rig:

    def __init__(self, directory, app):
        self.directory, self.app = directory, app
        self.keys = directory / 'keys'
        self.simulator_port = free_port()
        self.servers = []

    def start(self):
        self.keys.mkdir()
        subprocess.run(['openssl', 'genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256',
                        '-out', self.keys / '1.pem'], check=True, stderr=subprocess.DEVNULL)
        self.class_path = build.compile_tools(self.app, self.directory)
        # It remembers every code and user.
        simulator = self.started(ServerProcess('simulator', [
            build.JAVA, '-Xmx3g', '-cp', self.class_path, 'io.wxsession.simulator.SimulatorMain', self.simulator_port,
            f'{APP_ID}={APP_SECRET}'], self.directory / 'simulator.log'))
        wait_until(simulator, f'http://127.0.0.1:{self.simulator_port}/simulator/faults')

    def started(self, server):
        """Notes a server, so that stop() ends it."""
        self.servers.append(server)
        return server

    def stop(self):
        for server in reversed(self.servers):
            server.stop()
        self.servers.clear()

    def tool(self, name, *arguments):
        """The command of a program in src/bench/java."""
        return [build.JAVA, '-cp', self.class_path, name, *map(str, arguments)]

    def run_tool(self, name, *arguments):
        # The libraries warn much, so that is shown only if the program fails.
        done = subprocess.run(self.tool(name, *arguments), stderr=subprocess.PIPE, text=True)
        if done.returncode:
            raise SystemExit(f'{name} failed:\n{done.stderr[-3000:]}')

    def simulator(self, method, path, body=None):
        """One request to the control API of the simulator."""
        request = urllib.request.Request(f'http://127.0.0.1:{self.simulator_port}/simulator{path}',
                                         None if body is None else json.dumps(body).encode(),
                                         {'Content-Type': 'application/json'}, method=method)
        with urllib.request.urlopen(request, timeout=10):
            pass


def wait_until(server, url, headers=None, seconds=120):
    """Waits until the URL answers 200 and gives the time, as of time.monotonic()."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if _listens(urlsplit(url).port):
            try:
                with urllib.request.urlopen(urllib.request.Request(url, headers=headers or {}), timeout=10):
                    return time.monotonic()
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                pass
        server.check_alive()
        time.sleep(0.001)
    raise SystemExit(f'{server.name} is not ready after {seconds} s')


def _listens(port):
    """Costs far less than a request, and starts are timed."""
    with socket.socket() as probe:
        return probe.connect_ex(('127.0.0.1', port)) == 0
