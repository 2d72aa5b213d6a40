"""A Redis server of our own and the few commands that the runner needs."""
import socket
import time

from .processes import ServerProcess, free_port


class RedisServer(ServerProcess):

    def __init__(self, name, directory):
        self.port = free_port()
        super().__init__(f'redis-server for {name}',
                         ['redis-server', '--bind', '127.0.0.1', '--port', self.port, '--save', '', '--appendonly', 'no',
                          '--maxclients', 2000], directory / f'redis-{name}.log', cwd=directory)
        self.connection = self._connect()

    def _connect(self):
        for _ in range(500):
            try:
                connection = socket.create_connection(('127.0.0.1', self.port))
                return connection.makefile('rwb')
            except ConnectionRefusedError:
                self.check_alive()
                time.sleep(0.01)
        raise SystemExit('redis-server does not listen')

    def commands(self, commands):
        """Sends all commands in one write and gives their replies."""
        for command in commands:
            parts = [part if isinstance(part, bytes) else str(part).encode() for part in command]
            self.connection.write(b'*%d\r\n' % len(parts))
            for part in parts:
                self.connection.write(b'$%d\r\n%s\r\n' % (len(part), part))
        self.connection.flush()
        return [self._reply() for _ in commands]

    def command(self, *command):
        return self.commands([command])[0]

    def _reply(self):
        line = self.connection.readline()
        kind, rest = line[:1], line[1:-2]
        if kind == b'+':
            return rest
        if kind == b'-':
            raise RuntimeError(rest.decode())
        if kind == b':':
            return int(rest)
        if kind == b'$':
            return None if rest == b'-1' else self.connection.read(int(rest) + 2)[:-2]
        return [self._reply() for _ in range(int(rest))]

    def info(self):
        lines = self.command('INFO').decode().splitlines()
        return dict(line.split(':', 1) for line in lines if ':' in line)

    def keys(self, pattern):
        """All keys of that pattern, without blocking the server for long."""
        cursor, found = b'0', []
        while True:
            cursor, keys = self.command('SCAN', cursor, 'MATCH', pattern, 'COUNT', 10_000)
            found += keys
            if cursor == b'0':
                return found
