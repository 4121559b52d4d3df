"""rds:DescribeDBMajorEngineVersions, which moto lacks, over the dates that AWS published.

RDS user guide, "Supported MySQL major versions" and "Release calendars for Amazon RDS for PostgreSQL"; Aurora user
guide, "Amazon Aurora major versions" (2026-11).
"""
import planted

STANDARD, EXTENDED = "open-source-rds-standard-support", "open-source-rds-extended-support"
# engine, major version, standard support from, until, extended support until (None: none is sold)
DATES = [
    ("mysql", "5.7", "2016-02-22", "2024-02-29", "2027-02-28"),
    ("mysql", "8.0", "2018-10-23", "2026-07-31", "2029-07-31"),
    ("mysql", "8.4", "2024-11-21", "2029-07-31", "2032-07-31"),
    ("postgres", "11", "2019-03-13", "2024-02-29", "2027-03-31"),
    ("postgres", "12", "2020-03-31", "2025-02-28", "2028-02-29"),
    ("postgres", "13", "2021-02-24", "2026-02-28", "2029-02-28"),
    ("postgres", "14", "2022-02-03", "2027-02-28", "2030-02-28"),
    ("postgres", "15", "2023-02-27", "2028-02-29", "2031-02-28"),
    ("postgres", "16", "2024-02-20", "2029-02-28", "2032-02-29"),
    ("postgres", "17", "2024-11-20", "2030-02-28", "2033-02-28"),
    ("aurora-mysql", "5.7", "2018-02-06", "2024-10-31", "2027-02-28"),
    ("aurora-mysql", "8.0", "2021-11-18", "2028-04-30", "2029-07-31"),
    ("mariadb", "10.11", "2023-08-21", "2028-02-29", None),
    ("mariadb", "11.4", "2024-10-15", "2029-05-31", None),
]


def version(engine, major, start, end, extended):
    lifecycle = lambda name, first, last: {  # noqa: E731
        "LifecycleSupportName": name, "LifecycleSupportStartDate": f"{first}T00:00:00Z",
        "LifecycleSupportEndDate": f"{last}T23:59:59.999Z"}
    more = [lifecycle(EXTENDED, end, extended)] if extended else []
    return {"Engine": engine, "MajorEngineVersion": major,
            "SupportedEngineLifecycles": [lifecycle(STANDARD, start, end), *more]}


def answer(env, who):
    """-> (status, headers, body) of DescribeDBMajorEngineVersions; None for any other call."""
    service, _, _, operation, p = who
    if (service, operation) != ("rds", "DescribeDBMajorEngineVersions"):
        return None
    rows = [r for r in DATES if p.get("Engine", r[0]) == r[0] and p.get("MajorEngineVersion", r[1]) == r[1]]
    size, start = int(p.get("MaxRecords", 100)), int(p.get("Marker") or 0)
    if not 20 <= size <= 100:
        error = {"code": "InvalidParameterValue", "message": "MaxRecords must be between 20 and 100", "status": 400}
        return planted.serialize(env, service, operation, error=error)
    more = {"Marker": str(start + size)} if start + size < len(rows) else {}
    result = {"DBMajorEngineVersions": [version(*r) for r in rows[start:start + size]], **more}
    return planted.serialize(env, service, operation, result=result)
