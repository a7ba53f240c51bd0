namespace LeadGrains.Deploy.Tests.Kubernetes;

// The kinds that our manifests use, with the fields that they use and Kubernetes 1.32 has (kubernetes.io/docs/reference/kubernetes-api).
// A field that isn't here is a fault until somebody has looked it up.

internal abstract class Kind
{
    public required string ApiVersion { get; set; }
    public required Metadata Metadata { get; set; }

    public static Type Of(string apiVersion, string kind) => (apiVersion, kind) switch
    {
        ("v1", "Namespace") => typeof(Namespace),
        ("v1", "ConfigMap") => typeof(ConfigMap),
        ("v1", "Secret") => typeof(Secret),
        ("v1", "ServiceAccount") => typeof(ServiceAccount),
        ("v1", "Service") => typeof(Service),
        ("apps/v1", "Deployment") => typeof(Deployment),
        ("v1", "PersistentVolumeClaim") => typeof(PersistentVolumeClaim),
        ("policy/v1", "PodDisruptionBudget") => typeof(PodDisruptionBudget),
        ("networking.k8s.io/v1", "NetworkPolicy") => typeof(NetworkPolicy),
        _ => throw new InvalidOperationException($"{apiVersion} {kind} is no kind that was looked up."),
    };

    [YamlDotNet.Serialization.YamlMember(Alias = "kind", ApplyNamingConventions = false)]
    public required string Named { get; set; }
}

internal sealed class Metadata
{
    public required string Name { get; set; }
    public string? Namespace { get; set; }
    public Dictionary<string, string> Labels { get; set; } = [];
}

internal sealed class Namespace : Kind;

internal sealed class ConfigMap : Kind
{
    public required Dictionary<string, string> Data { get; set; }
}

internal sealed class Secret : Kind
{
    public required string Type { get; set; }
    public required Dictionary<string, string> StringData { get; set; }
}

internal sealed class ServiceAccount : Kind
{
    public bool AutomountServiceAccountToken { get; set; } = true;
}

internal sealed class Service : Kind
{
    public required ServiceSpec Spec { get; set; }
}

internal sealed class ServiceSpec
{
    public required string Type { get; set; }
    public required Dictionary<string, string> Selector { get; set; }
    public required List<ServicePort> Ports { get; set; }
}

internal sealed class ServicePort
{
    public required string Name { get; set; }
    public required int Port { get; set; }
    public required string TargetPort { get; set; }
}

internal sealed class Deployment : Kind
{
    public required DeploymentSpec Spec { get; set; }
}

internal sealed class DeploymentSpec
{
    public required int Replicas { get; set; }
    public int RevisionHistoryLimit { get; set; }
    public int ProgressDeadlineSeconds { get; set; }
    public int MinReadySeconds { get; set; }
    public required Selector Selector { get; set; }
    public required Strategy Strategy { get; set; }
    public required PodTemplate Template { get; set; }
}

internal sealed class Selector
{
    public required Dictionary<string, string> MatchLabels { get; set; }

    public bool Matches(Dictionary<string, string> labels) => MatchLabels.All(m => labels.GetValueOrDefault(m.Key) == m.Value);
}

internal sealed class Strategy
{
    public required string Type { get; set; }
    public required RollingUpdate RollingUpdate { get; set; }
}

internal sealed class RollingUpdate
{
    public required int MaxSurge { get; set; }
    public required int MaxUnavailable { get; set; }
}

internal sealed class PersistentVolumeClaim : Kind
{
    public required ClaimSpec Spec { get; set; }
}

internal sealed class ClaimSpec
{
    public required List<string> AccessModes { get; set; }
    public required ClaimResources Resources { get; set; }
}

internal sealed class ClaimResources
{
    public required Dictionary<string, string> Requests { get; set; }
}

internal sealed class Kustomization
{
    public required string ApiVersion { get; set; }
    public required string Kind { get; set; }
    public required string Namespace { get; set; }
    public required List<string> Resources { get; set; }
    public List<ImageTag> Images { get; set; } = [];
}

internal sealed class ImageTag
{
    public required string Name { get; set; }
    public required string NewTag { get; set; }
}
