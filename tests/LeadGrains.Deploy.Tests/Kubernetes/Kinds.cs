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

internal sealed class PodTemplate
{
    public required TemplateMetadata Metadata { get; set; }
    public required PodSpec Spec { get; set; }
}

internal sealed class TemplateMetadata
{
    public required Dictionary<string, string> Labels { get; set; }
}

internal sealed class PodSpec
{
    public required string ServiceAccountName { get; set; }
    public bool AutomountServiceAccountToken { get; set; } = true;
    public bool EnableServiceLinks { get; set; } = true;
    public required int TerminationGracePeriodSeconds { get; set; }
    public required PodSecurity SecurityContext { get; set; }
    public List<Spread> TopologySpreadConstraints { get; set; } = [];
    public required List<Container> Containers { get; set; }
    public List<Volume> Volumes { get; set; } = [];
}

internal sealed class PodSecurity
{
    public required bool RunAsNonRoot { get; set; }
    public required long RunAsUser { get; set; }
    public long RunAsGroup { get; set; }
    public long FsGroup { get; set; }
    public required SeccompProfile SeccompProfile { get; set; }
}

internal sealed class SeccompProfile
{
    public required string Type { get; set; }
}

internal sealed class Spread
{
    public required int MaxSkew { get; set; }
    public required string TopologyKey { get; set; }
    public required string WhenUnsatisfiable { get; set; }
    public required Selector LabelSelector { get; set; }
}

internal sealed class Container
{
    public required string Name { get; set; }
    public required string Image { get; set; }
    public List<string> Args { get; set; } = [];
    public List<EnvFrom> EnvFrom { get; set; } = [];
    public required List<ContainerPort> Ports { get; set; }
    public required Probe StartupProbe { get; set; }
    public required Probe ReadinessProbe { get; set; }
    public required Probe LivenessProbe { get; set; }
    public required Lifecycle Lifecycle { get; set; }
    public required Resources Resources { get; set; }
    public required ContainerSecurity SecurityContext { get; set; }
    public List<VolumeMount> VolumeMounts { get; set; } = [];
}

internal sealed class EnvFrom
{
    public required Reference ConfigMapRef { get; set; }
}

internal sealed class Reference
{
    public required string Name { get; set; }
}

internal sealed class ContainerPort
{
    public required string Name { get; set; }

    [YamlDotNet.Serialization.YamlMember(Alias = "containerPort", ApplyNamingConventions = false)]
    public required int Number { get; set; }
}

internal sealed class Probe
{
    public required HttpGet HttpGet { get; set; }
    public required int PeriodSeconds { get; set; }
    public int TimeoutSeconds { get; set; } = 1;
    public required int FailureThreshold { get; set; }
}

internal sealed class HttpGet
{
    public required string Path { get; set; }
    public required string Port { get; set; }
}

internal sealed class Lifecycle
{
    public required PreStop PreStop { get; set; }
}

internal sealed class PreStop
{
    public required Sleep Sleep { get; set; }
}

internal sealed class Sleep
{
    public required int Seconds { get; set; }
}

internal sealed class Resources
{
    public required Dictionary<string, string> Requests { get; set; }
    public required Dictionary<string, string> Limits { get; set; }
}

internal sealed class ContainerSecurity
{
    public required bool AllowPrivilegeEscalation { get; set; }
    public required bool ReadOnlyRootFilesystem { get; set; }
    public required Capabilities Capabilities { get; set; }
}

internal sealed class Capabilities
{
    public required List<string> Drop { get; set; }
}

internal sealed class VolumeMount
{
    public required string Name { get; set; }
    public required string MountPath { get; set; }
    public bool ReadOnly { get; set; }
}

internal sealed class Volume
{
    public required string Name { get; set; }
    public SecretVolume? Secret { get; set; }
    public EmptyDir? EmptyDir { get; set; }
    public ClaimVolume? PersistentVolumeClaim { get; set; }
}

internal sealed class SecretVolume
{
    public required string SecretName { get; set; }
    public string DefaultMode { get; set; } = "";
}

internal sealed class EmptyDir
{
    public required string SizeLimit { get; set; }
}

internal sealed class ClaimVolume
{
    public required string ClaimName { get; set; }
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
