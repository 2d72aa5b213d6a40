"""Server processes, and what /proc says about them."""
import os
import signal
import socket
import subprocess

TICK_MICROS = 1_000_000 // os.sysconf('SC_CLK_TCK')
_COMPILERS = ('C1 CompilerThre', 'C2 CompilerThre')


def free_port():
    with socket.socket() as listener:
        listener.bind(('127.0.0.1', 0))
        return listener.getsockname()[1]


class ServerProcess:
    """A program that runs until it is stopped; its output goes to a file."""

    def __init__(self, name, command, log, cwd=None):
        self.name, self.log = name, log
        with open(log, 'ab') as output:
            # A session of its own, so that Ctrl-C reaches the runner alone, which then stops everything in order.
            self.process = subprocess.Popen([str(part) for part in command], stdout=output, stderr=output,
                                            stdin=subprocess.DEVNULL, start_new_session=True, cwd=cwd)
        self.pid = self.process.pid

    def check_alive(self):
        if self.process.poll() is not None:
            with open(self.log, errors='replace') as log:
                raise SystemExit(f'{self.name} has ended:\n{log.read()[-3000:]}')

    def cpu_micros(self):
        """CPU time of all threads so far, user and system."""
        with open(f'/proc/{self.pid}/stat') as stat:
            fields = stat.read().rpartition(')')[2].split()
        return (int(fields[11]) + int(fields[12])) * TICK_MICROS

    def compiler_micros(self):
        """CPU time so far of the threads in which a JVM compiles; a thread that has ended counts no more."""
        micros = 0
        for thread in os.listdir(f'/proc/{self.pid}/task'):
            try:
                with open(f'/proc/{self.pid}/task/{thread}/stat') as stat:
                    name, _, fields = stat.read().partition('(')[2].rpartition(')')
            except (FileNotFoundError, ProcessLookupError):
                continue
            if name.startswith(_COMPILERS):
                micros += sum(map(int, fields.split()[11:13])) * TICK_MICROS
        return micros

    def resident_megabytes(self):
        with open(f'/proc/{self.pid}/status') as status:
            return next(int(line.split()[1]) for line in status if line.startswith('VmRSS')) / 1024

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def machine_busy_micros():
    """CPU time that the whole machine was busy or not given to us, all cores together."""
    with open('/proc/stat') as stat:
        user, nice, system, _idle, _iowait, irq, softirq, steal = map(int, stat.readline().split()[1:9])
    return (user + nice + system + irq + softirq + steal) * TICK_MICROS
