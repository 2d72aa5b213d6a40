"""All samples of a run and their medians."""
from dataclasses import fields
from statistics import median

from .load import Sample


class Figures:

    def __init__(self):
        self.samples = {}

    def add(self, case, subject, sample):
        self.samples.setdefault((case.name, subject.label, subject.sessions), []).append(sample)

    def rows(self):
        """Case, label, sessions and median of each series, in the order of the first measurement."""
        return [(*key, self.median(*key)) for key in self.samples]

    def median(self, case, label, sessions):
        """The median of each figure, but the sum of errors; None if that was not measured."""
        series = self.samples.get((case, label, sessions))
        if not series:
            return None
        values = {field.name: median(getattr(sample, field.name) for sample in series) for field in fields(Sample)}
        values['errors'] = sum(sample.errors for sample in series)
        return Sample(**values)

    def spread(self, case, label, sessions, figure):
        """How far the figures of the rounds lie apart, in percent of their median."""
        values = [getattr(sample, figure) for sample in self.samples[(case, label, sessions)]]
        return 100 * (max(values) - min(values)) / median(values)

    def loaded(self, subject):
        """The most memory that a server was seen with, in MB; None if no case was measured."""
        return max((sample.resident for (_, label, sessions), series in self.samples.items()
                    if (label, sessions) == (subject.label, subject.sessions) for sample in series), default=None)
