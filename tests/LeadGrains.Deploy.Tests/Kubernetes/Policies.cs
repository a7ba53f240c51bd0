namespace LeadGrains.Deploy.Tests.Kubernetes;

// What bounds pods: how many may go at once, and who may talk to whom.

internal sealed class PodDisruptionBudget : Kind
{
    public required BudgetSpec Spec { get; set; }
}

internal sealed class BudgetSpec
{
    public required int MaxUnavailable { get; set; }
    public required Selector Selector { get; set; }
}

internal sealed class NetworkPolicy : Kind
{
    public required PolicySpec Spec { get; set; }
}

internal sealed class PolicySpec
{
    public required Selector PodSelector { get; set; }
    public required List<string> PolicyTypes { get; set; }
    public required List<Ingress> Ingress { get; set; }
}

internal sealed class Ingress
{
    public List<Peer> From { get; set; } = [];
    public required List<PolicyPort> Ports { get; set; }
}

internal sealed class Peer
{
    public required Selector PodSelector { get; set; }
}

internal sealed class PolicyPort
{
    public required int Port { get; set; }
}
