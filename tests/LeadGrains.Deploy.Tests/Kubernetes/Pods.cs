namespace LeadGrains.Deploy.Tests.Kubernetes;

// What a pod is made of, in the kinds that make pods; bounded as Kinds.cs is.

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
