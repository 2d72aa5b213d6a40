"""Bytes in Redis of a session and a user, by MEMORY USAGE of their keys."""
import http.client
import json
from statistics import mean

from .cases import BASIC

_SAMPLE = 1000
_REGISTERED = 200
_PROFILE = {'nickName': '微信用户 Alice', 'avatarUrl': 'https://thirdwx.qlogo.cn/mmopen/vi_32/' + 'Q0j4TwGTfTKnSEPrXBcdGg' * 4 + '/132'}


def measure_memory(subject):
    """Mean bytes by kind of key: as the first login of each user leaves them, and of users registered and bound."""
    redis = subject.redis
    session = _usage(redis, _some(redis, 'wxs:{*}:s:*'))
    index = _usage(redis, _some(redis, 'wxs:{*}:us:*'))
    user = _usage(redis, _some(redis, 'wxs:{*}:u:*'))
    registry = _registry_share(redis)
    users, records = _register_and_bind(subject)
    bound_user = _usage(redis, users)
    bound_session = _usage(redis, records)
    account = _usage(redis, _some(redis, 'wxs:acct:*'))
    return {
        'session record': session,
        'index of a user with one session': index,
        'session with its index': session + index,
        'user': user,
        'entry in the registry': registry,
        'user with its entry, after the first login': user + registry,
        'user, registered and bound': bound_user,
        'claim of the account': account,
        'user with its entry, registered and bound': bound_user + registry,
        'session record of a user registered and bound': bound_session,
    }


def _some(redis, pattern):
    cursor, found = b'0', []
    while len(found) < _SAMPLE:
        cursor, keys = redis.command('SCAN', cursor, 'MATCH', pattern, 'COUNT', 10_000)
        found += keys
        if cursor == b'0':
            break
    return found[:_SAMPLE]


def _usage(redis, keys):
    return mean(redis.commands([('MEMORY', 'USAGE', key, 'SAMPLES', 0) for key in keys]))


def _registry_share(redis):
    """Bytes of the registry, with its counters, for each user in it."""
    keys = redis.keys('wxs:{*}:i:*')
    sizes = redis.commands([('MEMORY', 'USAGE', key, 'SAMPLES', 0) for key in keys])
    users = redis.commands([('HLEN', key) for key in keys if not key.endswith(b':counts')])
    return sum(sizes) / sum(users)


def _register_and_bind(subject):
    """Registers and binds some users; gives the keys of the users and of their sessions."""
    connection = http.client.HTTPConnection('127.0.0.1', subject.port)

    def ask(method, path, authorization, body=None):
        connection.request(method, path, None if body is None else json.dumps(body),
                           {'Authorization': authorization, 'Content-Type': 'application/json'})
        response = connection.getresponse()
        text = response.read()
        if response.status >= 300:
            raise SystemExit(f'{method} {path} was answered with {response.status}: {text.decode()}')
        return json.loads(text) if text else None

    ids, handles = [], []
    with open(subject.files['access']) as tokens:
        for number, token in zip(range(_REGISTERED), tokens):
            bearer = 'Bearer ' + token.strip()
            ask('PUT', '/v1/user/profile', bearer, _PROFILE)
            current = ask('GET', '/v1/sessions/current', bearer)
            ids.append(current['user']['id'])
            handles.append(current['session']['handle'])
            ask('PUT', f'/internal/v1/users/{ids[-1]}/binding', BASIC, {'accountId': f'customer-{number:08}'})
    return _named(subject.redis, 'wxs:{*}:u:*', ids), _named(subject.redis, 'wxs:{*}:s:*', handles)


def _named(redis, pattern, names):
    wanted = {name.encode() for name in names}
    return [key for key in redis.keys(pattern) if key.rpartition(b':')[2] in wanted]
