using YamlDotNet.Serialization;

namespace LeadGrains.Deploy.Tests;

/// <summary>The compose file: healthy before anybody depends on it, nothing in clear, nobody root.</summary>
public sealed class ComposeTests
{
    private const string Path = "deploy/compose/compose.yaml";

    // Keys with x- are for anchors only.
    private static Compose File { get; } = Yaml.One<Compose>(Repository.Text(Path));

    [Fact]
    public void There_are_postgres_two_silos_and_a_gateway()
    {
        Assert.Equal(["gateway", "postgres", "silo"], File.Services.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(2, File.Services["silo"].Deploy?.Replicas);
        Assert.Equal(["--role", "silo"], File.Services["silo"].Command);
        Assert.Equal(["--role", "gateway"], File.Services["gateway"].Command);
    }

    [Fact]
    public void Everybody_has_a_health_check_and_waits_for_those_it_needs()
    {
        Assert.All(File.Services.Values, s => Assert.True(s.Healthcheck is { Test: ["CMD", _, ..], Retries: > 0 } && s.Healthcheck.Timeout.Length > 0));
        foreach (var (name, need) in File.Services.SelectMany(s => s.Value.DependsOn))
        {
            Assert.Equal("service_healthy", need.Condition);
            Assert.Contains(name, File.Services.Keys);
        }
        Assert.Equal(["postgres", "silo"], File.Services["gateway"].DependsOn.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["postgres"], File.Services["silo"].DependsOn.Keys);
    }

    [Fact]
    public void Secrets_are_files_that_are_not_in_the_repository()
    {
        Assert.All(File.Secrets.Values, s => Assert.StartsWith("./secrets/", s.File, StringComparison.Ordinal));
        Assert.Equal("secrets/", Repository.Text("deploy/compose/.gitignore").Trim());
        foreach (var service in File.Services.Values)
        {
            Assert.All(service.Secrets, s => Assert.Contains(s, File.Secrets.Keys));
            Assert.All(service.Environment, e => Assert.True(e.Key.EndsWith("_FILE", StringComparison.Ordinal) || !e.Key.Contains("PASSWORD", StringComparison.Ordinal), e.Key));
            Assert.All(service.Environment.Values, v => Assert.DoesNotContain("password=", v.Replace(" ", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public void Images_have_a_version_and_nobody_is_root_or_gains_anything()
    {
        foreach (var (name, service) in File.Services)
        {
            Assert.Matches(@"^[a-z./-]+:\d+\.\d+[a-z0-9.-]*$", service.Image);
            Assert.True(service.User is not "" and not "root" && !service.User.StartsWith('0'), name);
            Assert.Equal(["ALL"], service.CapDrop);
            Assert.Contains("no-new-privileges:true", service.SecurityOpt);
        }
        Assert.All(File.Services.Where(s => s.Key != "postgres"), s => Assert.True(s.Value.ReadOnly));
    }

    [Fact]
    public void Ports_are_open_on_this_machine_only() =>
        Assert.All(File.Services.Values.SelectMany(s => s.Ports), p => Assert.StartsWith("127.0.0.1:", p, StringComparison.Ordinal));

    [Fact]
    public void The_database_is_durable_and_who_stops_has_time()
    {
        Assert.Contains("fsync=on", File.Services["postgres"].Command);
        Assert.Contains("synchronous_commit=on", File.Services["postgres"].Command);
        Assert.All(File.Services.Values, s => Assert.Equal("60s", s.StopGracePeriod));
    }

    [FactWith("docker", "compose", "version")]
    public void Docker_compose_takes_it() => Takes("docker", "compose", "-f", Path, "config", "--quiet");

    // Version 1, which is Debian 12's, knows no name in the file.
    [FactWith("docker-compose", "version")]
    public void A_distribution_s_docker_compose_takes_it()
    {
        var nameless = System.IO.Path.GetTempFileName();
        System.IO.File.WriteAllLines(nameless, Repository.Text(Path).Split('\n').Where(l => !l.StartsWith("name:", StringComparison.Ordinal)));
        Takes("docker-compose", "-p", File.Name, "--project-directory", "deploy/compose", "-f", nameless, "config", "--quiet");
        System.IO.File.Delete(nameless);
    }

    private static void Takes(params string[] command)
    {
        var (exit, text) = Repository.Run("env", ["LEADGRAINS_ADMIN=admin@example.com", .. command]);
        Assert.True(exit == 0, text);
    }

    private sealed class Compose
    {
        public required string Name { get; set; }
        [YamlMember(Alias = "x-ours", ApplyNamingConventions = false)]
        public object? Anchor { get; set; }
        public required Dictionary<string, Service> Services { get; set; }
        public required Dictionary<string, SecretFile> Secrets { get; set; }
        public required Dictionary<string, object?> Volumes { get; set; }
    }

    private sealed class Service
    {
        public required string Image { get; set; }
        public Build? Build { get; set; }
        public string User { get; set; } = "";
        [YamlMember(Alias = "read_only", ApplyNamingConventions = false)]
        public bool ReadOnly { get; set; }
        public List<string> Tmpfs { get; set; } = [];
        [YamlMember(Alias = "cap_drop", ApplyNamingConventions = false)]
        public List<string> CapDrop { get; set; } = [];
        [YamlMember(Alias = "security_opt", ApplyNamingConventions = false)]
        public List<string> SecurityOpt { get; set; } = [];
        public List<string> Secrets { get; set; } = [];
        public Dictionary<string, string> Environment { get; set; } = [];
        public required Health Healthcheck { get; set; }
        public string Restart { get; set; } = "";
        [YamlMember(Alias = "stop_grace_period", ApplyNamingConventions = false)]
        public string StopGracePeriod { get; set; } = "";
        public List<string> Command { get; set; } = [];
        public List<string> Volumes { get; set; } = [];
        public List<string> Ports { get; set; } = [];
        public Deployed? Deploy { get; set; }
        [YamlMember(Alias = "depends_on", ApplyNamingConventions = false)]
        public Dictionary<string, Need> DependsOn { get; set; } = [];
    }

    private sealed class Build
    {
        public required string Context { get; set; }
        public required string Dockerfile { get; set; }
    }

    private sealed class Health
    {
        public required List<string> Test { get; set; }
        public required string Interval { get; set; }
        public required string Timeout { get; set; }
        public required int Retries { get; set; }
        [YamlMember(Alias = "start_period", ApplyNamingConventions = false)]
        public string StartPeriod { get; set; } = "";
    }

    private sealed class Deployed
    {
        public required int Replicas { get; set; }
    }

    private sealed class Need
    {
        public required string Condition { get; set; }
    }

    private sealed class SecretFile
    {
        public required string File { get; set; }
    }
}
