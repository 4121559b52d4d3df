"""Fields that the services report and moto leaves out, constant or different."""
from moto.ec2.models.core import TaggedEC2Resource
from moto.ec2.models.elastic_block_store import Volume
from moto.ec2.models.elastic_ip_addresses import ElasticAddress
from moto.ec2.models.instances import Instance
from moto.ec2.models.nat_gateways import NatGateway
from moto.ec2.models.vpcs import VPCEndPoint
from moto.rds.models import DBCluster, DBInstance


def after_init(cls, finish):
    """Runs `finish(instance)` at the end of every `cls.__init__`."""
    init = cls.__init__

    def both(self, *args, **kwargs):
        init(self, *args, **kwargs)
        finish(self)

    cls.__init__ = both


def volume_baseline(volume):
    """What the service reports when nothing is asked for: gp2 3 IOPS per GiB (100 to 16,000), gp3 3,000 and 125."""
    gp2 = min(16000, max(100, 3 * int(volume.size)))
    volume.iops = volume.iops or {"gp2": gp2, "gp3": 3000}.get(volume.volume_type)
    volume.throughput = volume.throughput or {"gp3": 125}.get(volume.volume_type)


def nat_interface(gateway):
    gateway.connectivity_type = gateway.connectivity_type or "public"
    gateway._eni.interface_type = "nat_gateway"
    gateway._eni.status = "in-use"
    gateway._eni.description = f"Interface for NAT Gateway {gateway.id}"
    gateway._eni.requester_managed = True


def gateway_by_default(endpoint):
    endpoint.vpc_endpoint_type = endpoint.vpc_endpoint_type or "Gateway"


def look_up_tags(self):
    """moto scans every tag of the region for every resource."""
    mine = self.ec2_backend.tags.get(self.id) if self.id else None
    return [{"key": k, "value": v, "resource_id": self.id, "resource_type": ""} for k, v in (mine or {}).items()]


after_init(Volume, volume_baseline)
after_init(NatGateway, nat_interface)
after_init(VPCEndPoint, gateway_by_default)
TaggedEC2Resource.get_tags = look_up_tags
# a free address has no instance and no interface at all, not empty ones
ElasticAddress.instance_id = property(lambda self: self.instance.id if self.instance else None)
ElasticAddress.network_interface_id = property(lambda self: self.eni.id if self.eni else None)
# the service writes GMT where moto writes UTC
Instance.state_transition_reason = property(lambda self: self._reason.replace(" UTC)", " GMT)"))
# no automated snapshot at birth: a test makes the snapshots that it wants
DBInstance.save_automated_backup = DBCluster.save_automated_backup = lambda self: None
