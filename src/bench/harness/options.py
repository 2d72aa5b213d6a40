"""What the command line says."""
import argparse
import re

from .cases import CASES

EXTRA_CASES = ('start', 'storm', 'memory')


def parse(arguments):
    parser = argparse.ArgumentParser(prog='src/bench/run', description='Measures wxsession; see src/bench/README.md.')
    every = [case.name for case in CASES] + list(EXTRA_CASES)
    parser.add_argument('--cases', type=words(every), default=every, metavar='NAME,…',
                        help='which cases, of ' + ', '.join(every))
    parser.add_argument('--rounds', type=int, default=5, help='how often each case is measured; the median counts')
    parser.add_argument('--duration', type=seconds, default=10, help='of one measurement, such as 10s')
    parser.add_argument('--warmup', type=seconds, default=10, help='of each server with each case, at least, such as 10s')
    parser.add_argument('--connections', type=int, default=32, help='of wrk')
    parser.add_argument('--sessions', type=numbers, default=[1000], metavar='N,…',
                        help='with how many sessions; all after the first for forward-auth and session only')
    parser.add_argument('--no-build', action='store_true', help='take what is in target')
    parser.add_argument('--jar', action='append', default=[], metavar='[LABEL=]DIR',
                        help='a quarkus-app directory to measure instead of building; may be repeated')
    parser.add_argument('--native', action='append', default=[], metavar='[LABEL=]FILE',
                        help='a native executable to measure too')
    parser.add_argument('--no-baseline', action='store_true', help='leave the plain Quarkus program out')
    parser.add_argument('--java-options', default='-Xmx256m', help='for every JVM that is measured')
    parser.add_argument('--starts', type=int, default=5, help='how often each artifact is started in the case start')
    parser.add_argument('--phones', type=int, default=5000, help='how many log in at once in the case storm')
    parser.add_argument('--out', metavar='FILE', help='add the results to this file, as Markdown')
    options = parser.parse_args(arguments)
    # Nothing to compare it with.
    options.no_baseline |= not set(options.cases) - set(EXTRA_CASES)
    options.jar = labelled(options.jar, 'jar')
    options.native = labelled(options.native, 'native')
    labels = [label for label, _ in options.jar + options.native]
    if len(set(labels)) < len(labels) or 'baseline' in labels:
        parser.error('each artifact needs a label of its own: --jar LABEL=DIR')
    return options


def words(known):
    def convert(text):
        chosen = text.split(',')
        unknown = set(chosen) - set(known)
        if unknown:
            raise argparse.ArgumentTypeError('unknown: ' + ', '.join(sorted(unknown)))
        return chosen
    return convert


def numbers(text):
    return [int(number) for number in text.split(',')]


def seconds(text):
    match = re.fullmatch(r'(\d+)s?', text)
    if not match:
        raise argparse.ArgumentTypeError('write 10s')
    return int(match.group(1))


def labelled(values, default):
    """Pairs of label and path; values without a label get the default one, with a number from the second on."""
    pairs = []
    for number, value in enumerate(values, 1):
        label, equals, path = value.rpartition('=')
        pairs.append((label if equals else default if number == 1 else f'{default}{number}', path))
    return pairs
