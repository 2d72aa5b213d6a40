"""The requests that are measured."""
import base64
from dataclasses import dataclass

CLIENT_ID, CLIENT_SECRET = 'back-end', 'benchmark-only-secret'
BASIC = 'Basic ' + base64.b64encode(f'{CLIENT_ID}:{CLIENT_SECRET}'.encode()).decode()
_BEARER = 'Authorization: Bearer {}'


@dataclass(frozen=True)
class Case:
    """One request with {} for the credential, the file that credentials come from, and the script for wrk."""
    name: str
    method: str
    path: str
    credentials: str = 'access'
    headers: tuple = (_BEARER,)
    body: str = ''
    script: str = 'load.lua'

    def raw(self, credential_length):
        """The bytes of the request, which has the same length whatever the credential."""
        lines = [f'{self.method} {self.path} HTTP/1.1', 'Host: 127.0.0.1', *self.headers]
        if self.script == 'refresh.lua':
            return '\r\n'.join(lines + ['Content-Length: '])
        if self.body:
            lines.append(f'Content-Length: {len(self.body) - len("{}") + credential_length}')
        return '\r\n'.join(lines) + '\r\n\r\n' + self.body


CASES = [
    Case('key-set', 'GET', '/.well-known/jwks.json', credentials='none', headers=()),
    Case('forward-auth', 'GET', '/auth/verify'),
    Case('session', 'GET', '/v1/sessions/current'),
    Case('user', 'GET', '/v1/user'),
    Case('list', 'GET', '/v1/sessions'),
    Case('introspect', 'POST', '/oauth2/introspect',
         headers=(f'Authorization: {BASIC}', 'Content-Type: application/x-www-form-urlencoded'), body='token={}'),
    Case('attribute', 'GET', '/internal/v1/sessions/{}/attributes/note', credentials='handles',
         headers=(f'Authorization: {BASIC}',)),
    Case('refresh', 'POST', '/v1/sessions/refresh', credentials='refresh', headers=('Content-Type: application/json',),
         script='refresh.lua'),
]
BASELINE = Case('baseline', 'GET', '/session')
# Those that are measured at every number of sessions.
SIZED = ('forward-auth', 'session')
