"""CloudWatch as the service answers it: indexed series, exact dimensions, percentiles, aligned periods, paging.

moto ignores the namespace, matches absent dimensions, fails on percentiles and never pages.
Limits: API reference, GetMetricData (500 queries, 100,800 datapoints) and GetMetricStatistics (1,440 datapoints).
"""
import bisect
import datetime as dt
import math

from moto.backends import get_backend
from moto.cloudwatch import models, responses
from moto.core.responses import ActionResult

from clock import epoch, parse


class Series:
    """Datapoints of one metric in time order; a value is a number or (count, sum, minimum, maximum)."""

    __slots__ = ("times", "values", "unit")

    def __init__(self):
        self.times, self.values, self.unit = [], [], None

    def add(self, time, value, unit):
        last = not self.times or time >= self.times[-1]
        at = len(self.times) if last else bisect.bisect_right(self.times, time)
        self.times.insert(at, time)
        self.values.insert(at, value)
        self.unit = unit or self.unit


def series_of(backend):
    """{(namespace, metric, dimensions): Series} of a backend, caught up with PutMetricData."""
    index = backend.__dict__.setdefault("_series", {})
    for m in backend.metric_data[backend.__dict__.get("_read", 0):]:
        key = (m.namespace, m.name, frozenset((d.name, d.value) for d in m.dimensions))
        value = m.value if isinstance(m, models.MetricDatum) else (m.sample_count, m.sum, m.min, m.max)
        index.setdefault(key, Series()).add(epoch(m.timestamp), value, m.unit)
    backend.__dict__["_read"] = len(backend.metric_data)
    return index


def plant(o):
    """{account, region, series: [{namespace, metric, dimensions, unit, start, period, values}]}; null is a gap."""
    index = series_of(get_backend("cloudwatch")[o["account"]][o["region"]])
    for s in o["series"]:
        one = index.setdefault((s["namespace"], s["metric"], frozenset(s["dimensions"].items())), Series())
        start = parse(s["start"]).timestamp()
        for i, value in enumerate(s["values"]):
            if value is not None:
                one.add(start + i * s["period"], value, s.get("unit"))
    return len(o["series"])


def statistic(name, values):
    rows = [v if isinstance(v, tuple) else (1, v, v, v) for v in values]
    count, total = sum(r[0] for r in rows), sum(r[1] for r in rows)
    if name == "Sum":
        return total
    if name == "SampleCount":
        return count
    if name == "Average":
        return total / count
    if name == "Minimum":
        return min(r[2] for r in rows)
    if name == "Maximum":
        return max(r[3] for r in rows)
    if name.startswith("p"):
        single = sorted(v for v in values if not isinstance(v, tuple))
        if not single:
            return None
        k = (len(single) - 1) * float(name[1:]) / 100
        low, high = math.floor(k), math.ceil(k)
        return single[low] + (single[high] - single[low]) * (k - low)
    raise responses.ValidationError(f"The statistic {name} is not emulated.")


def buckets(series, start, end, period):
    """[(bucket start, values)]; the start is rounded down to the period, as the service does."""
    out, low = [], bisect.bisect_left(series.times, start - start % period)
    while low < len(series.times) and series.times[low] < end:
        begin = series.times[low] - series.times[low] % period
        high = bisect.bisect_left(series.times, min(begin + period, end), low)
        out.append((begin, series.values[low:high]))
        low = high
    return out


def points(index, stat, start, end):
    metric = stat["Metric"]
    dimensions = frozenset((d["Name"], d["Value"]) for d in metric.get("Dimensions", []))
    series = index.get((metric["Namespace"], metric["MetricName"], dimensions))
    if not series or (stat.get("Unit") and stat["Unit"] != series.unit):
        return []
    rows = [(t, statistic(stat["Stat"], v)) for t, v in buckets(series, start, end, int(stat["Period"]))]
    return [(t, v) for t, v in rows if v is not None]


def get_metric_data(self):
    p = self._get_params()
    start, end = epoch(p["StartTime"]), epoch(p["EndTime"])
    queries = p.get("MetricDataQueries", [])
    if len(queries) > 500:
        raise responses.ValidationError("The collection MetricDataQueries must not have a size greater than 500.")
    if start >= end:
        raise responses.ValidationError("The parameter StartTime must be less than the parameter EndTime.")
    if len({q["Id"] for q in queries}) != len(queries):
        raise responses.ValidationError("The values for parameter id in MetricDataQueries are not unique.")
    index = series_of(self.cloudwatch_backend)
    skip, room, found = int(p.get("NextToken") or 0), int(p.get("MaxDatapoints") or 100800), []
    for q in queries:
        if not q.get("MetricStat"):
            raise responses.ValidationError("Metric math expressions are not emulated.")
        if q.get("ReturnData", True):
            rows = points(index, q["MetricStat"], start, end)
            if (p.get("ScanBy") or "TimestampDescending") == "TimestampDescending":
                rows.reverse()
            found.append((q["Id"], q.get("Label") or q["MetricStat"]["Metric"]["MetricName"], rows))
    results, seen, used = [], 0, 0
    for query, label, rows in found:  # one cursor over all datapoints, in query order
        page = rows[max(0, skip - seen):max(0, skip + room - seen)]
        seen, used = seen + len(rows), used + len(page)
        results.append({
            "id": query, "label": label, "values": [v for _, v in page],
            "timestamps": [dt.datetime.fromtimestamp(t, dt.timezone.utc) for t, _ in page],
            "status_code": "Complete" if skip + room >= seen else "PartialData"})
    more = skip + used < sum(len(rows) for _, _, rows in found)
    return ActionResult({"MetricDataResults": results, **({"NextToken": str(skip + used)} if more else {})})


def get_metric_statistics(self):
    get = self._get_param
    key = (get("Namespace"), get("MetricName"), frozenset((d["Name"], d["Value"]) for d in get("Dimensions") or []))
    series = series_of(self.cloudwatch_backend).get(key)
    start, end, period = epoch(get("StartTime")), epoch(get("EndTime")), self._get_int_param("Period")
    if (end - start) / period > 1440:
        raise responses.InvalidParameterCombination(
            f"You have requested up to {int((end - start) / period)} datapoints, which exceeds the limit of 1,440.")
    rows = []
    if series and (not get("Unit") or get("Unit") == series.unit):
        for begin, values in buckets(series, start, end, period):
            row = {"Timestamp": dt.datetime.fromtimestamp(begin, dt.timezone.utc), "Unit": series.unit or "None"}
            row.update({n: statistic(n, values) for n in get("Statistics") or []})
            extended = {n: statistic(n, values) for n in get("ExtendedStatistics") or []}
            rows.append({**row, **({"ExtendedStatistics": extended} if extended else {})})
    return ActionResult({"Label": get("MetricName"), "Datapoints": rows})


responses.CloudWatchResponse.get_metric_data = get_metric_data
responses.CloudWatchResponse.get_metric_statistics = get_metric_statistics
