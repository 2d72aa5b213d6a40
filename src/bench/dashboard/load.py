"""Phones, back ends and strangers, a few requests a second each, and what goes wrong meanwhile."""
import base64
import collections
import http.client
import json
import math
import os
import random
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from harness.cases import BASIC, CLIENT_ID
from harness.rig import APP_ID, APP_SECRET

from .verifier import PASSWORD

_OTHER_APP, _PUSH_TOKEN = 'wxfedcba9876543210', 'benchmarkOnlyToken'
_JSON = {'Content-Type': 'application/json'}
_STRANGER = '203.0.113.7'
_REUSE_WINDOW = 5
_WORKERS = 48
_KEPT = 400


class Load:

    @staticmethod
    def settings(rig, verifier):
        """What the service needs, so that this load moves every panel."""
        apps = rig.directory / 'apps'
        apps.mkdir()
        (apps / 'second.properties').write_text(f'app-id={_OTHER_APP}\napp-secret={APP_SECRET}\n')
        return {
            'wxsession.apps.demo.push-token': _PUSH_TOKEN,
            'wxsession.apps-dir': apps,
            'wxsession.binding.verifier-url': verifier.url,
            f'wxsession.clients.{CLIENT_ID}.roles': 'introspect,sessions,users,stats,access-token',
            'wxsession.refresh.reuse-window': f'{_REUSE_WINDOW}S',
            # Phones have addresses of their own, so a stranger who guesses codes reaches the limit alone.
            'quarkus.http.proxy.proxy-address-forwarding': 'true',
            'quarkus.http.proxy.trusted-proxies': '127.0.0.1',
            'wxsession.limits.login-failures-per-client': '20/1M',
        }

    def __init__(self, rig, redis, ports):
        self.rig, self.redis, self.ports = rig, redis, ports
        self.connections = threading.local()
        self.sessions = collections.deque(maxlen=_KEPT)
        self.superseded = collections.deque(maxlen=_KEPT)
        self.tampering = None
        self.phones = 0
        self.answers = collections.Counter()
        # Times a second.
        self.actions = {
            self.log_in: 5, self.log_in_again: 2, self.verify: 20, self.look: 6, self.refresh: 5, self.sign_out: 1,
            self.introspect: 4, self.set_profile: 1.5, self.fetch_phone_number: 0.7, self.decrypt: 1, self.bind: 0.6,
            self.push: 0.8, self.list_sessions: 1, self.ban: 0.1, self.fetch_access_token: 0.1,
            self.guess_code: 0.5, self.guess_token: 1, self.guess_secret: 0.3, self.guess_path: 0.4, self.forge_push: 0.2,
            self.decrypt_wrongly: 0.4, self.reuse: 0.3}
        rig.simulator('PUT', f'/apps/{_OTHER_APP}', {'secret': APP_SECRET})
        rig.simulator('PUT', f'/apps/{APP_ID}/push',
                      {'url': f'http://127.0.0.1:{ports[0]}/wechat/events/{APP_ID}', 'token': _PUSH_TOKEN})

    def run(self, seconds, incidents=False):
        """Puts the load on for so long; gives the incidents: name, begin and end in seconds."""
        begun, done, waiting = time.monotonic(), [], self._incidents(seconds) if incidents else []
        with ThreadPoolExecutor(_WORKERS) as workers:
            last = begun
            while last - begun < seconds:
                time.sleep(0.05)
                now = time.monotonic()
                # Up and down twice.
                rate = 1 - 0.5 * math.cos(4 * math.pi * (now - begun) / seconds) if incidents else 1
                for action, often in self.actions.items():
                    for _ in range(_poisson(often * rate * (now - last))):
                        workers.submit(self._act, action)
                last = now
                while waiting and now - begun >= waiting[0][0]:
                    _, incident = waiting.pop(0)
                    incident(done, now - begun)
        return done

    def report(self):
        """Prints what was answered, so that a load that does not do what it should is noticed."""
        for (action, answer), count in sorted(self.answers.items()):
            print(f'{action}: {answer}: {count}')

    # ---- what goes wrong

    def _incidents(self, seconds):
        faults, paths = '/faults', ('/sns/jscode2session', '/wxa/business/getuserphonenumber')

        def wechat(fault, name):
            def act(done, now):
                for path in paths:
                    self.rig.simulator('PUT', faults, {'path': path, 'fault': fault, 'delaySeconds': 0.6})
                done.append([name, now, now])
            return act

        def wechat_again(done, now):
            self.rig.simulator('DELETE', faults)
            done[-1][2] = now

        def redis_stops(done, now):
            os.kill(self.redis.pid, signal.SIGSTOP)
            done.append(['Redis does not answer', now, now])

        def redis_again(done, now):
            os.kill(self.redis.pid, signal.SIGCONT)
            done[-1][2] = now
            self.redis.command('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')

        def bad_file(_done, _now):
            (self.rig.directory / 'apps/third.properties').write_text('app-id=wx0000000000000003\n')

        return [(seconds * 0.02, bad_file),
                (seconds * 0.16, wechat('slow', 'WeChat is slow')), (seconds * 0.24, wechat_again),
                (seconds * 0.36, wechat('http-502', 'WeChat answers 502')), (seconds * 0.48, wechat_again),
                (seconds * 0.66, redis_stops), (seconds * 0.66 + 8, redis_again)]

    # ---- requests

    def _act(self, action):
        try:
            answer = action()
        except (OSError, http.client.HTTPException) as failure:
            answer = type(failure).__name__
        if answer is not None:
            self.answers[action.__name__, answer] += 1

    def _send(self, port, method, path, body=None, headers=None):
        """Gives the status and the JSON of the answer, over a connection that this thread keeps."""
        kept = self.connections.__dict__
        if port not in kept:
            kept[port] = http.client.HTTPConnection('127.0.0.1', port, timeout=15)
        headers = {'X-Forwarded-For': f'198.51.100.{random.randrange(1, 255)}', **(headers or {})}
        if body is not None and 'Content-Type' not in headers:
            body, headers = json.dumps(body), {**headers, **_JSON}
        try:
            kept[port].request(method, path, body, headers)
            response = kept[port].getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException):
            kept.pop(port).close()
            raise
        return response.status, json.loads(content) if content[:1] == b'{' else {}

    def _service(self, method, path, body=None, headers=None):
        return self._send(random.choice(self.ports), method, path, body, headers)

    def _wechat(self, path, body):
        return self._send(self.rig.simulator_port, 'POST', '/simulator' + path, body)[1]

    def _with_session(self, method, path, body=None):
        if not self.sessions:
            return None
        session = random.choice(self.sessions)
        status = self._service(method, path, body, _bearer(session))[0]
        if status == 401 and session in self.sessions:
            self.sessions.remove(session)
        return status

    # ---- phones

    def log_in(self):
        self.phones += 1
        return self._log_in({'phone': f'p{self.phones}', 'app': APP_ID if random.random() < 0.7 else _OTHER_APP})

    def log_in_again(self):
        return self._log_in(random.choice(self.sessions)) if self.sessions else None

    def _log_in(self, session):
        phone, app = session['phone'], session['app']
        code = self._wechat(f'/phones/{phone}/login', {'appId': app})['code']
        status, tokens = self._service('POST', '/v1/sessions', {'appId': app, 'code': code})
        if status == 201:
            self.sessions.append({'phone': phone, 'app': app, 'access': tokens['accessToken'],
                                  'refresh': tokens['refreshToken'], 'user': tokens['user']['id']})
        return status

    def verify(self):
        return self._with_session(random.choice(['GET', 'POST']), '/auth/verify')

    def look(self):
        return self._with_session('GET', random.choice(['/v1/sessions/current', '/v1/user']))

    def list_sessions(self):
        return self._with_session('GET', '/v1/sessions')

    def refresh(self):
        if not self.sessions:
            return None
        session = random.choice(self.sessions)
        used = session['refresh']
        status, tokens = self._service('POST', '/v1/sessions/refresh', {'refreshToken': used})
        if status == 200:
            session.update(access=tokens['accessToken'], refresh=tokens['refreshToken'])
            self.superseded.append((time.monotonic(), used))
        return status

    def sign_out(self):
        if len(self.sessions) < _KEPT / 8:
            return None
        session = self.sessions.popleft()
        return self._service('DELETE', '/v1/sessions/current', None, _bearer(session))[0]

    def set_profile(self):
        return self._with_session('PUT', '/v1/user/profile', {'nickName': 'Ling'})

    def fetch_phone_number(self):
        if not self.sessions:
            return None
        session = random.choice(self.sessions)
        code = self._wechat(f'/phones/{session["phone"]}/phone-code', {'appId': session['app']})['code']
        return self._service('POST', '/v1/user/phone-number', {'code': code}, _bearer(session))[0]

    def decrypt(self):
        if not self.sessions:
            return None
        session = random.choice(self.sessions)
        data = self._wechat(f'/phones/{session["phone"]}/encrypt', {'appId': session['app'], 'kind': 'weRun'})
        return self._service('POST', '/v1/decrypt', {key: data[key] for key in ('encryptedData', 'iv')}, _bearer(session))[0]

    def bind(self):
        if not self.sessions:
            return None
        session = random.choice(self.sessions)
        password = PASSWORD if random.random() < 0.75 else 'wrong'
        return self._service('PUT', '/v1/user/binding', {'credentials': {
            'name': f'acct:{session["user"][-12:]}', 'password': password}}, _bearer(session))[0]

    # ---- WeChat and back ends

    def push(self):
        event = random.choice(['user_info_modified', 'user_authorization_revoke', 'user_authorization_cancellation'])
        users = [session['phone'] for session in self.sessions if session['app'] == APP_ID]
        if not users:
            return None
        delivered = self._wechat(f'/users/{random.choice(users)}/events', {'appId': APP_ID, 'event': event, 'revokeInfo': '8'})
        return delivered['deliveries'][0]['status']

    def introspect(self):
        if not self.sessions:
            return None
        return self._service('POST', '/oauth2/introspect', 'token=' + random.choice(self.sessions)['access'],
                             {'Authorization': BASIC, 'Content-Type': 'application/x-www-form-urlencoded'})[0]

    def ban(self):
        if not self.sessions:
            return None
        return self._service('PUT', f'/internal/v1/users/{self.sessions[0]["user"]}/ban', {'reason': 'spam'},
                             {'Authorization': BASIC})[0]

    def fetch_access_token(self):
        return self._service('GET', f'/internal/v1/apps/{random.choice([APP_ID, _OTHER_APP])}/access-token', None,
                             {'Authorization': BASIC})[0]

    # ---- strangers

    def guess_code(self):
        return self._service('POST', '/v1/sessions', {'appId': APP_ID, 'code': f'guess-{random.random()}'},
                             {'X-Forwarded-For': _STRANGER})[0]

    def guess_token(self):
        return self._service('GET', '/auth/verify', None, {'Authorization': 'Bearer eyJhbGciOiJFUzI1NiJ9.e30.AAAA'})[0]

    def guess_secret(self):
        client = random.choice([CLIENT_ID, 'stranger'])
        basic = base64.b64encode(f'{client}:a-wrong-secret'.encode()).decode()
        return self._service('GET', '/internal/v1/stats', None, {'Authorization': 'Basic ' + basic})[0]

    def guess_path(self):
        return self._service('GET', f'/wp-{random.randrange(1000)}.php')[0]

    def forge_push(self):
        return self._service('POST', f'/wechat/events/{APP_ID}?signature=x&timestamp=1&nonce=x', {})[0]

    def decrypt_wrongly(self):
        # Always in the same session, which thereby reaches the limit.
        if not self.tampering and self.sessions:
            self.tampering = self.sessions.pop()
        data = {'encryptedData': 'A' * 22 + '==', 'iv': 'A' * 22 + '=='}
        return self._service('POST', '/v1/decrypt', data, _bearer(self.tampering))[0] if self.tampering else None

    def reuse(self):
        if not self.superseded or time.monotonic() - self.superseded[0][0] < 2 * _REUSE_WINDOW:
            return None
        return self._service('POST', '/v1/sessions/refresh', {'refreshToken': self.superseded.popleft()[1]})[0]


def _bearer(session):
    return {'Authorization': 'Bearer ' + session['access']}


def _poisson(mean):
    """How often something happens that happens so often on average."""
    count, product, least = 0, random.random(), math.exp(-mean)
    while product > least:
        count, product = count + 1, product * random.random()
    return count
