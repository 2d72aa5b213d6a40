"""A Prometheus that scrapes the replicas, and the queries of the dashboard."""
import json
import math
import re
import urllib.parse
import urllib.request

from harness.processes import ServerProcess, free_port
from harness.rig import wait_until

_SCRAPE_SECONDS = 3


class Prometheus:

    def __init__(self, rig, targets):
        """targets: management ports by the name of the instance."""
        self.port = free_port()
        home = rig.directory / 'prometheus'
        home.mkdir()
        configuration = home / 'prometheus.yml'
        # JSON is YAML.
        configuration.write_text(json.dumps({
            'global': {'scrape_interval': f'{_SCRAPE_SECONDS}s', 'scrape_timeout': f'{_SCRAPE_SECONDS}s'},
            'scrape_configs': [{'job_name': 'wxsession-management', 'metrics_path': '/q/metrics', 'static_configs': [
                {'targets': [f'127.0.0.1:{port}'], 'labels': {'instance': name}} for name, port in targets.items()]}]}))
        server = rig.started(ServerProcess('prometheus', [
            'prometheus', f'--config.file={configuration}', f'--storage.tsdb.path={home / "data"}',
            f'--web.listen-address=127.0.0.1:{self.port}'], home / 'log'))
        wait_until(server, f'http://127.0.0.1:{self.port}/-/ready')

    def series(self, panel, begin, end, step):
        """The series of all queries of a panel; each has a name, and pairs of time and value."""
        return [found for target in panel.get('targets', []) for found in self._range(target, begin, end, step)]

    def _range(self, target, begin, end, step):
        # As Grafana chooses it.
        interval = max(step + _SCRAPE_SECONDS, 4 * _SCRAPE_SECONDS)
        query = target['expr'].replace('$__rate_interval', f'{interval}s').replace('$app', '.*')
        form = urllib.parse.urlencode({'query': query, 'start': begin, 'end': end, 'step': step}).encode()
        with urllib.request.urlopen(f'http://127.0.0.1:{self.port}/api/v1/query_range', form, timeout=30) as answer:
            found = json.load(answer)['data']['result']
        return [{'name': _legend(target['legendFormat'], one['metric']), 'points': _points(one['values'], begin, end, step)}
                for one in found]


def _legend(text, labels):
    return re.sub(r'{{\s*(\w+)\s*}}', lambda label: labels.get(label.group(1), ''), text)


def _points(values, begin, end, step):
    """One point a step, with None where there is no value."""
    known = {round(float(time) - begin): float(value) for time, value in values}
    times = range(0, int(end - begin) + 1, step)
    return [[time, known[time] if math.isfinite(known.get(time, math.nan)) else None] for time in times]
