"""Pages for the list calls that moto answers whole, the owner filter of snapshots, the region list of one account."""
from moto.cloudwatch.responses import CloudWatchResponse
from moto.core.responses import ActionResult
from moto.core.utils import get_service_model
from moto.ec2.exceptions import InvalidParameterValueError
from moto.ec2.models.launch_templates import LaunchTemplateBackend
from moto.utilities.utils import get_partition
from moto.ec2.responses import EC2Response
from moto.rds.responses import RDSResponse


def check_size(cls, method, size, count):
    """The limits that the service's own model states for the size of a page."""
    service = "rds" if cls is RDSResponse else "ec2"
    if cls is CloudWatchResponse or not count:
        return
    name = "".join(part.title() for part in method.split("_")).replace("Db", "DB")
    limits = get_service_model(service).operation_model(name).input_shape.members[size].metadata
    low, high = (20, 100) if service == "rds" else (limits.get("min", 1), limits.get("max", 1000))
    if not low <= count <= high:
        raise InvalidParameterValueError(f"Value ( {count} ) for parameter {size} is invalid. Expecting a value between {low} and {high}.")


def paged(cls, method, key, size="MaxResults", token="NextToken", keep=None):
    """Makes `cls.method` obey its size and token parameters; `keep(self, params, items)` filters first."""
    whole = getattr(cls, method)

    def page(self):
        result, p = whole(self).result, self._get_params()
        items = list(result[key])
        items = keep(self, p, items) if keep else items
        count, start = int(p.get(size) or 0), int(p.get(token) or 0)
        check_size(cls, method, size, count)
        some = items[start:start + count] if count else items[start:]
        end = start + len(some)
        return ActionResult({**result, key: some, **({token: str(end)} if end < len(items) else {})})

    setattr(cls, method, page)


def owned(self, p, items):
    """moto ignores Owners.N of DescribeSnapshots."""
    if not p.get("OwnerIds"):
        return items
    want = {self.current_account if o == "self" else o for o in p["OwnerIds"]}
    return [i for i in items if i.owner_id in want]


def enabled(self, p, items):
    """Regions of the caller's partition; those that are off only with AllRegions (moto: every region there is)."""
    mine = [r for r in items if get_partition(r.name) == get_partition(self.region)]
    everything = str(p.get("AllRegions") or "").lower() == "true" or p.get("RegionNames")
    return mine if everything else [r for r in mine if r.opt_in_status != "not-opted-in"]


for _method, _key in (
    ("volumes", "Volumes"), ("images", "Images"), ("nat_gateways", "NatGateways"),
    ("network_interfaces", "NetworkInterfaces"), ("route_tables", "RouteTables"), ("subnets", "Subnets"),
    ("security_groups", "SecurityGroups"), ("vpc_endpoints", "VpcEndpoints"), ("instance_types", "InstanceTypes"),
):
    paged(EC2Response, "describe_" + _method, _key)
# moto cuts the list of versions at MaxResults and gives no token
_versions = LaunchTemplateBackend.describe_launch_template_versions
LaunchTemplateBackend.describe_launch_template_versions = lambda self, **k: _versions(self, **{**k, "max_results": 10**6})
paged(EC2Response, "describe_launch_template_versions", "LaunchTemplateVersions")
paged(EC2Response, "describe_snapshots", "Snapshots", keep=owned)
paged(EC2Response, "describe_regions", "Regions", size="", keep=enabled)
for _method, _key in (
    ("db_snapshots", "DBSnapshots"), ("db_cluster_snapshots", "DBClusterSnapshots"), ("db_clusters", "DBClusters"),
):
    paged(RDSResponse, "describe_" + _method, _key, "MaxRecords", "Marker")
paged(CloudWatchResponse, "describe_alarms", "MetricAlarms", "MaxRecords", "NextToken")
