"""Listings that moto does not know, answered as by an account that has none of it: a plant for one of them wins."""
import planted

NOTHING = {
    ("backup", "ListLegalHolds"), ("backup", "ListProtectedResources"), ("backup", "ListRecoveryPointsByBackupVault"),
    ("backup", "ListBackupSelections"), ("ec2", "DescribeCapacityReservations"), ("ec2", "DescribeReservedInstances"),
    ("eks", "DescribeClusterVersions"), ("savingsplans", "DescribeSavingsPlans"),
    ("redshift", "DescribeDataShares"), ("sagemaker", "ListInferenceComponents"),
    ("workspaces", "DescribeWorkspacesConnectionStatus"),
    ("ce", "GetAnomalyMonitors"), ("ce", "GetReservationUtilization"), ("ce", "GetReservationCoverage"),
    ("ce", "GetSavingsPlansUtilizationDetails"), ("ce", "GetSavingsPlansCoverage"),
    ("cost-optimization-hub", "ListRecommendations"), ("cost-optimization-hub", "ListEnrollmentStatuses"),
    ("trustedadvisor", "ListRecommendations"), ("compute-optimizer", "GetEC2InstanceRecommendations"),
    ("compute-optimizer", "GetEBSVolumeRecommendations"), ("compute-optimizer", "GetLambdaFunctionRecommendations"),
    ("compute-optimizer", "GetECSServiceRecommendations"), ("compute-optimizer", "GetRDSDatabaseRecommendations"),
    ("compute-optimizer", "GetAutoScalingGroupRecommendations"), ("compute-optimizer", "GetIdleRecommendations"),
}
# members that the SDK or AWS's model wants
REQUIRED = {
    "GetAnomalyMonitors": {"AnomalyMonitors": []},
    "GetReservationUtilization": {"UtilizationsByTime": []},
    "GetSavingsPlansUtilizationDetails": {"SavingsPlansUtilizationDetails": [], "TimePeriod": {"Start": "2026-01-01", "End": "2026-01-31"}},
    "GetSavingsPlansCoverage": {"SavingsPlansCoverages": []},
    "ListEnrollmentStatuses": {"items": [{"accountId": "123456789012", "status": "Active"}]},
}


def answer(env, who):
    service, _, _, operation, _ = who
    if (service, operation) not in NOTHING:
        return None
    if (service, operation) == ("trustedadvisor", "ListRecommendations"):
        return planted.serialize(env, service, operation, {"recommendationSummaries": []})
    if (service, operation) == ("cost-optimization-hub", "ListRecommendations"):
        return planted.serialize(env, service, operation, {"items": []})
    return planted.serialize(env, service, operation, REQUIRED.get(operation, {}))
