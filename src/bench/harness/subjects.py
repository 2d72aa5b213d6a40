"""The programs that are measured, each with a Redis server of its own."""
import base64
import http.client
import json
import time

from . import build
from .cases import BASIC, CLIENT_ID, CLIENT_SECRET
from .processes import ServerProcess, free_port
from .redis import RedisServer
from .rig import APP_ID, APP_SECRET, wait_until

_SEALING_KEY = 'k1:' + base64.b64encode(b'benchmark-only-key-0123456789abc').decode()
_ATTRIBUTES = _REFRESHED = 1000
_ARCHIVES = {'-XX:AOTCache': 'app.aot', '-XX:SharedArchiveFile': 'app-cds.jsa'}
_FIRST_EXTRA_PHONE = 100_000_000
_REAL_LOGINS = 1000


class Subject:
    """A started server that sessions can be prepared for."""

    def __init__(self, rig, label, sessions):
        self.rig, self.label, self.sessions = rig, label, sessions
        self.name = f'{label}-{sessions}'
        self.port, self.files = free_port(), {'none': '-'}
        self.redis = rig.started(RedisServer(self.name, rig.directory))

    def file(self, kind):
        return self.rig.directory / f'{self.name}-{kind}.txt'

    def credentials(self, kind):
        """The file of credentials of that kind, and the length of each."""
        path = self.files[kind]
        if path == '-':
            return path, 0
        with open(path) as lines:
            length = len(lines.readline()) - 1
        if kind != 'refresh' and path.stat().st_size % (length + 1):
            raise SystemExit(f'the credentials in {path} differ in length')
        return path, length


class Wxsession(Subject):
    """wxsession as production runs it, jar or native."""

    def __init__(self, rig, label, kind, path, sessions, java_options, settings=None):
        super().__init__(rig, label, sessions)
        self.kind, self.path, self.java_options = kind, path, java_options
        self.settings = settings or {}
        self.extra_phones = 0
        self.management_port = free_port()
        self.server, _ = self.launch(management_port=self.management_port)

    def launch(self, port=None, management_port=None):
        """Starts a process and waits until it is ready; gives it and the seconds that this took."""
        management_port = management_port or free_port()
        settings = {
            'quarkus.http.host': '127.0.0.1',
            'quarkus.http.port': port or self.port,
            'quarkus.management.host': '127.0.0.1',
            'quarkus.management.port': management_port,
            'quarkus.redis.hosts': f'redis://127.0.0.1:{self.redis.port}',
            'quarkus.rest-client.wechat.url': f'http://127.0.0.1:{self.rig.simulator_port}',
            'wxsession.apps.demo.app-id': APP_ID,
            'wxsession.apps.demo.app-secret': APP_SECRET,
            'wxsession.token.keys-dir': self.rig.keys,
            # So that the tokens outlive the run.
            'wxsession.token.lifetime': '24H',
            'wxsession.sealing.keys': _SEALING_KEY,
            f'wxsession.clients.{CLIENT_ID}.secret': CLIENT_SECRET,
            f'wxsession.clients.{CLIENT_ID}.roles': 'introspect,sessions,users',
            # All phones have the same address here.
            'wxsession.limits.login-per-client': 0,
            'wxsession.limits.login-failures-per-client': 0,
            'wxsession.limits.login-per-app': 0,
            **self.settings,
        }
        options = [f'-D{key}={value}' for key, value in settings.items()]
        if self.kind == 'native':
            command = [self.path, *options]
        else:
            command = [build.JAVA, *self.java_options.split(), *_archive(self.path), *options, '-jar', 'quarkus-run.jar']
        begun = time.monotonic()
        # From its directory, because an archive of classes names the jars as they were named when it was made.
        server = self.rig.started(ServerProcess(self.label, command, self.rig.directory / f'{self.name}.log',
                                                cwd=self.path if self.kind == 'jvm' else None))
        ready = wait_until(server, f'http://127.0.0.1:{management_port}/q/health/ready')
        return server, ready - begun

    def prepare(self):
        """Logs phones in, and copies one of their sessions until there are as many as there shall be."""
        access, refresh = self.file('access'), self.file('refresh-all')
        begun = time.monotonic()
        real = min(self.sessions, _REAL_LOGINS)
        self.log_in(0, real, access, refresh)
        if self.sessions > real:
            self.rig.run_tool('io.wxsession.token.ManySessions', self.redis.port, self.rig.keys / '1.pem', _SEALING_KEY, APP_ID,
                              self.sessions - real, access)
        print(f'{self.label}: {self.sessions} sessions in {time.monotonic() - begun:.0f} s', flush=True)
        self.files['access'] = access

    def log_in(self, first, end, access, refresh):
        self.rig.run_tool('Logins', self.rig.simulator_port, self.port, APP_ID, first, end, access, refresh)

    def prepare_refresh(self):
        """Opens sessions for one measurement: it leaves their refresh tokens used."""
        tokens = self.file('refresh')
        tokens.unlink(missing_ok=True)
        # New phones each time: with over five sessions of a user, the oldest ends.
        first = _FIRST_EXTRA_PHONE + self.extra_phones
        self.extra_phones += _REFRESHED
        self.log_in(first, first + _REFRESHED, '/dev/null', tokens)
        self.files['refresh'] = tokens

    def prepare_attributes(self):
        """Puts an attribute to sessions and writes down their handles."""
        connection = http.client.HTTPConnection('127.0.0.1', self.port)
        with open(self.files['access']) as tokens, open(self.file('handles'), 'w') as handles:
            for token, _ in zip(tokens, range(_ATTRIBUTES)):
                connection.request('GET', '/v1/sessions/current', headers={'Authorization': 'Bearer ' + token.strip()})
                handle = json.load(connection.getresponse())['session']['handle']
                connection.request('PUT', f'/internal/v1/sessions/{handle}/attributes/note',
                                   json.dumps({'value': 'table 12, two persons, window'}),
                                   {'Authorization': BASIC, 'Content-Type': 'application/json'})
                response = connection.getresponse()
                response.read()
                if response.status >= 300:
                    raise SystemExit(f'an attribute was answered with {response.status}')
                handles.write(handle + '\n')
        self.files['handles'] = self.file('handles')


def _archive(app):
    """The option for an archive of loaded classes, if the jar was packaged with one."""
    options = [f'{option}={name}' for option, name in _ARCHIVES.items() if (app / name).is_file()]
    return options[:1]


class Baseline(Subject):
    """Plain Quarkus: RS256 by SmallRye JWT, one GET, JSON."""

    def __init__(self, rig, sessions, java_options):
        super().__init__(rig, 'baseline', sessions)
        key, tokens = rig.directory / 'baseline-public-key.txt', self.file('access')
        rig.run_tool('BaselineTokens', sessions, key, tokens)
        self.files['access'] = tokens
        self.redis.commands([('SET', f'session:{number:010}', json.dumps({
            'user': f'u_{number:022}', 'appId': APP_ID, 'openid': f'o{number:027}', 'createdAt': 1700000000000,
            'expiresAt': 1900000000000})) for number in range(sessions)])
        options = {'quarkus.http.host': '127.0.0.1', 'quarkus.http.port': self.port,
                   'quarkus.redis.hosts': f'redis://127.0.0.1:{self.redis.port}',
                   'mp.jwt.verify.publickey.location': f'file:{key}'}
        self.server = rig.started(ServerProcess('baseline', [
            build.JAVA, *java_options.split(), *(f'-D{key}={value}' for key, value in options.items()),
            '-jar', build.BASELINE / 'quarkus-run.jar'], rig.directory / 'baseline.log'))
        with open(tokens) as lines:
            headers = {'Authorization': 'Bearer ' + lines.readline().strip()}
        wait_until(self.server, f'http://127.0.0.1:{self.port}/session', headers=headers)
