"""Builds what is measured and what measures."""
import os
import re
import shutil
import subprocess
from pathlib import Path

BENCH = Path(__file__).resolve().parent.parent
ROOT = BENCH.parent.parent
TARGET = ROOT / 'target'
BASELINE = BENCH / 'baseline/target/quarkus-app'
JAVA = str(Path(os.environ['JAVA_HOME'], 'bin/java')) if 'JAVA_HOME' in os.environ else shutil.which('java')


def maven(*arguments):
    command = [str(ROOT / 'mvnw'), '-B', '-ntp', '-q', *arguments]
    print('$', ' '.join(['./mvnw', *command[1:]]), flush=True)
    subprocess.run(command, cwd=ROOT, check=True)


def build(options):
    """Gives the artifacts of wxsession: triples of label, kind and path."""
    if not options.jar:
        if not options.no_build:
            maven('package', '-DskipTests')
        options.jar = [('jvm', TARGET / 'quarkus-app')]
    if not options.no_baseline and not (options.no_build and BASELINE.is_dir()):
        version = re.search(r'<quarkus.platform.version>(.*?)<', (ROOT / 'pom.xml').read_text()).group(1)
        maven('-f', str(BENCH / 'baseline/pom.xml'), 'package', '-DskipTests', f'-Dquarkus.platform.version={version}')
    artifacts = [(label, 'jvm', Path(path).resolve()) for label, path in options.jar]
    artifacts += [(label, 'native', Path(path).resolve()) for label, path in options.native]
    for label, kind, path in artifacts:
        if not (path / 'quarkus-run.jar' if kind == 'jvm' else path).is_file():
            raise SystemExit(f'{path} of {label} is not ' + ('a quarkus-app directory' if kind == 'jvm' else 'there'))
    return artifacts


def class_path(app):
    """The simulator and its libraries: the packaged program holds the simulator's classes, though it never runs them."""
    return ':'.join(str(jar) for part in ('app', 'lib/main', 'lib/boot') for jar in sorted((app / part).glob('*.jar')))


def compile_tools(app, directory):
    """Compiles src/bench/java and gives the class path to run it with."""
    sources = sorted(str(source) for source in (BENCH / 'java').glob('*.java'))
    libraries = class_path(app)
    classes = directory / 'classes'
    javac = str(Path(os.path.realpath(JAVA)).with_name('javac'))
    subprocess.run([javac, '-proc:none', '-cp', libraries, '-d', str(classes), *sources], check=True)
    return f'{classes}:{libraries}'
