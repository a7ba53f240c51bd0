using System.Globalization;

namespace LeadGrains.Deploy.Tests.Kubernetes;

/// <summary>The Kubernetes manifests: no field that isn't one, and what a silo needs so that nobody notices when it goes.</summary>
public sealed class ManifestTests
{
    private const string Folder = "deploy/kubernetes";

    private static IReadOnlyList<Kind> All { get; } = [.. Repository.Files(Folder, "*.yaml").Where(f => !f.EndsWith("kustomization.yaml", StringComparison.Ordinal))
        .SelectMany(f => Yaml.Documents(Repository.Text(f), Kind.Of)).Cast<Kind>()];

    private static IEnumerable<Deployment> Deployments => All.OfType<Deployment>();
    private static Kustomization Kustomization => Yaml.One<Kustomization>(Repository.Text($"{Folder}/kustomization.yaml"));

    [Fact]
    public void Every_document_is_of_a_kind_we_know_and_in_our_namespace()
    {
        Assert.Equal(["gateway", "silo"], Deployments.Select(d => d.Metadata.Name).Order(StringComparer.Ordinal));
        Assert.All(All, d => Assert.Equal(d is Namespace ? null : "leadgrains", d.Metadata.Namespace));
        Assert.Equal(All.Count, All.Select(d => (d.Named, d.Metadata.Name)).Distinct().Count());
    }

    [Theory]
    [InlineData("  replicas: 2", "  replica: 2")]
    [InlineData("          readinessProbe:", "          readyProbe:")]
    [InlineData("      terminationGracePeriodSeconds: 90\n", "")]
    [InlineData("            readOnlyRootFilesystem: true", "            readonlyRootFilesystem: true")]
    [InlineData("  replicas: 2", "  replicas: two")]
    [InlineData("  replicas: 2", "  replicas: 2\n  replicas: 3")]
    [InlineData("kind: Deployment", "kind: Deploiment")]
    public void A_field_that_is_wrong_missing_or_twice_is_found(string text, string wrong)
    {
        var silo = Repository.Text($"{Folder}/silo.yaml");
        Assert.Contains(text, silo, StringComparison.Ordinal);
        Assert.ThrowsAny<Exception>(() => Yaml.Documents(silo.Replace(text, wrong, StringComparison.Ordinal), Kind.Of).ToList());
    }

    [Fact]
    public void Kustomize_applies_every_file_but_the_example_of_a_secret()
    {
        var files = Repository.Files(Folder, "*.yaml").Select(f => Path.GetFileName(f)).Where(f => f is not "kustomization.yaml" and not "secret.example.yaml");
        Assert.Equal(files, Kustomization.Resources.Order(StringComparer.Ordinal));
        Assert.Equal(Deployments.SelectMany(d => d.Spec.Template.Spec.Containers).Select(c => c.Image).Distinct(), Kustomization.Images.Select(i => $"{i.Name}:{i.NewTag}"));
    }

    [FactWith("kubectl", "kustomize", "--help")]
    public void Kubectl_builds_it()
    {
        var (exit, text) = Repository.Run("kubectl", "kustomize", Folder);
        Assert.True(exit == 0, text);
        Assert.Equal(All.Count(d => d is not Secret), text.Split("\n---\n").Length);
    }

    [Fact]
    public void A_new_one_is_ready_before_an_old_one_goes_and_who_drains_takes_one_at_a_time()
    {
        foreach (var deployment in Deployments)
        {
            var spec = deployment.Spec;
            Assert.Equal(("RollingUpdate", 0), (spec.Strategy.Type, spec.Strategy.RollingUpdate.MaxUnavailable));
            Assert.True(spec is { Replicas: >= 2, MinReadySeconds: > 0 } && spec.Strategy.RollingUpdate.MaxSurge > 0);
            Assert.True(spec.Selector.Matches(spec.Template.Metadata.Labels));
            var budget = Assert.Single(All.OfType<PodDisruptionBudget>(), b => b.Spec.Selector.Matches(spec.Template.Metadata.Labels));
            Assert.InRange(budget.Spec.MaxUnavailable, 1, spec.Replicas - 1);
            var container = Assert.Single(spec.Template.Spec.Containers);
            var drain = int.Parse(All.OfType<ConfigMap>().Single().Data["LEADGRAINS_DRAIN_WITHIN"], CultureInfo.InvariantCulture);
            Assert.True(spec.Template.Spec.TerminationGracePeriodSeconds >= container.Lifecycle.PreStop.Sleep.Seconds + drain, "it is killed before it has said goodbye");
        }
    }

    [Fact]
    public void Ready_is_asked_of_the_engine_and_alive_of_the_process_alone()
    {
        foreach (var container in Deployments.SelectMany(d => d.Spec.Template.Spec.Containers))
        {
            Assert.Equal(("/health/ready", "/health/live", "/health/live"), (container.ReadinessProbe.HttpGet.Path, container.LivenessProbe.HttpGet.Path, container.StartupProbe.HttpGet.Path));
            foreach (var probe in (Probe[])[container.ReadinessProbe, container.LivenessProbe, container.StartupProbe]) Assert.Contains(container.Ports, p => p.Name == probe.HttpGet.Port);
            // Our own answer takes up to two seconds.
            Assert.True(container.ReadinessProbe.TimeoutSeconds > 2);
        }
    }

    [Fact]
    public void Nobody_is_root_or_may_become_it_and_the_image_is_not_written_to()
    {
        foreach (var pod in Deployments.Select(d => d.Spec.Template.Spec))
        {
            Assert.True(pod.SecurityContext is { RunAsNonRoot: true, RunAsUser: > 0, RunAsGroup: > 0, SeccompProfile.Type: "RuntimeDefault" });
            Assert.False(pod.AutomountServiceAccountToken);
            Assert.Contains(All.OfType<ServiceAccount>(), a => a.Metadata.Name == pod.ServiceAccountName && !a.AutomountServiceAccountToken);
            Assert.All(pod.Containers, c => Assert.True(c.SecurityContext is { AllowPrivilegeEscalation: false, ReadOnlyRootFilesystem: true, Capabilities.Drop: ["ALL"] }));
        }
    }

    [Fact]
    public void Images_have_a_version_and_memory_a_bound()
    {
        foreach (var container in Deployments.SelectMany(d => d.Spec.Template.Spec.Containers))
        {
            Assert.Matches(@"^[a-z./-]+:\d+\.\d+\.\d+$", container.Image);
            Assert.True(container.Resources.Requests.ContainsKey("cpu") && container.Resources.Requests.ContainsKey("memory") && container.Resources.Limits.ContainsKey("memory"));
        }
    }

    [Fact]
    public void Secrets_come_as_files_and_stand_nowhere_in_clear()
    {
        var secret = Assert.Single(All.OfType<Secret>());
        Assert.All(secret.StringData.Values, v => Assert.EndsWith("REPLACE-ME", v, StringComparison.Ordinal));
        Assert.All(All.OfType<ConfigMap>().SelectMany(c => c.Data.Values), v => Assert.DoesNotContain("password=", v.Replace(" ", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
        foreach (var pod in Deployments.Select(d => d.Spec.Template.Spec))
        {
            Assert.Contains(pod.Volumes, v => v.Secret?.SecretName == secret.Metadata.Name);
            Assert.All(pod.Volumes.Where(v => v.PersistentVolumeClaim is not null), v => Assert.Contains(All.OfType<PersistentVolumeClaim>(), c => c.Metadata.Name == v.PersistentVolumeClaim!.ClaimName));
            foreach (var mount in pod.Containers.SelectMany(c => c.VolumeMounts)) Assert.Contains(pod.Volumes, v => v.Name == mount.Name);
            foreach (var from in pod.Containers.SelectMany(c => c.EnvFrom)) Assert.Contains(All.OfType<ConfigMap>(), c => c.Metadata.Name == from.ConfigMapRef.Name);
        }
    }

    [Fact]
    public void The_service_leads_to_the_gateways_and_policies_to_ports_that_are_there()
    {
        var service = Assert.Single(All.OfType<Service>());
        var gateway = Assert.Single(Deployments, d => service.Spec.Selector.All(s => d.Spec.Template.Metadata.Labels.GetValueOrDefault(s.Key) == s.Value));
        Assert.All(service.Spec.Ports, p => Assert.Contains(gateway.Spec.Template.Spec.Containers[0].Ports, c => c.Name == p.TargetPort));
        foreach (var policy in All.OfType<NetworkPolicy>())
        {
            var deployment = Assert.Single(Deployments, d => policy.Spec.PodSelector.Matches(d.Spec.Template.Metadata.Labels));
            var ports = deployment.Spec.Template.Spec.Containers[0].Ports.Select(p => p.Number).ToList();
            Assert.All(policy.Spec.Ingress.SelectMany(i => i.Ports), p => Assert.Contains(p.Port, ports));
            Assert.All(policy.Spec.Ingress.SelectMany(i => i.From), f => Assert.Contains(Deployments, d => f.PodSelector.Matches(d.Spec.Template.Metadata.Labels)));
        }
    }
}
