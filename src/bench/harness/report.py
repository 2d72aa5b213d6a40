"""Tables as plain text and as Markdown."""
import datetime
import os
import platform
import shlex
import subprocess
import sys

from . import build


class Report:
    """Prints each section at once and keeps it as Markdown."""

    def __init__(self):
        self.markdown = []

    def section(self, title, header, rows, notes=()):
        if not rows:
            return
        cells = [list(map(str, row)) for row in rows]
        widths = [max(len(row[i]) for row in [header] + cells) for i in range(len(header))]
        print(f'\n{title}')
        for row in [header] + cells:
            print('  '.join(_aligned(cell, width, i) for i, (cell, width) in enumerate(zip(row, widths))).rstrip())
        rule = ['---' if i == 0 else '---:' for i in range(len(header))]
        self.markdown += [f'### {title}', '', *('| ' + ' | '.join(row) + ' |' for row in [header, rule] + cells), '']
        for note in notes:
            print(note)
            self.markdown += [note, '']
        sys.stdout.flush()

    def write(self, path):
        """Adds to what the file holds: a run may measure one part only, and remarks stay."""
        head = [f'## {datetime.date.today()}: `src/bench/run {shlex.join(sys.argv[1:])}`', '',
                *(f'- {line}' for line in machine()), '']
        with open(path, 'a') as file:
            begin = ['# Results of the benchmark', ''] if file.tell() == 0 else ['']
            file.write('\n'.join(begin + head + self.markdown).rstrip() + '\n')


def _aligned(cell, width, column):
    return cell.ljust(width) if column == 0 else cell.rjust(width)


def machine():
    """What the figures depend on."""
    with open('/proc/cpuinfo') as cpuinfo:
        model = next((line.split(':')[1].strip() for line in cpuinfo if line.startswith('model name')), platform.machine())
    with open('/proc/meminfo') as meminfo:
        gigabytes = int(meminfo.readline().split()[1]) / 2 ** 20
    return [f'Machine: {os.cpu_count()} cores, {model}, {gigabytes:.0f} GB, Linux {platform.release()}',
            f'JDK: {_first_line([build.JAVA, "-version"], 1)}',
            f'{_first_line(["redis-server", "--version"]).split(" sha")[0]}, {_first_line(["wrk", "-v"]).split(" Copy")[0]}',
            f'Commit: {_first_line(["git", "-C", str(build.ROOT), "describe", "--always", "--dirty"])}']


def _first_line(command, line=0):
    output = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout
    return output.splitlines()[line]
