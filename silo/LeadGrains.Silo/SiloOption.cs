namespace LeadGrains.Silo;

/// <summary>One option: by <see cref="Name"/> on the command line, by <see cref="Variable"/> in the environment.</summary>
/// <param name="Usual">When neither says anything; null: none.</param>
internal sealed record SiloOption(string Name, string Variable, string Words, string Help, string? Usual = null)
{
    /// <summary>Instead of addresses: listen nowhere.</summary>
    public const string Off = "off";

#pragma warning disable format // one row per option, in columns
    public static readonly SiloOption
        Role        = new("--role",         "LEADGRAINS_ROLE",         "ROLE",    "all: silo, API and portal; silo: leads alone; gateway: API and portal alone", "all"),
        Database    = new("--database",     "LEADGRAINS_DATABASE",     "ADDRESS", "The PostgreSQL database, as postgresql://… or as a connection string; its tables are made where they are missing"),
        Urls        = new("--urls",         "ASPNETCORE_URLS",         "URLS",    "Where API, portal and health are; several with semicolons, off for none", "http://127.0.0.1:8080"),
        SiloPort    = new("--silo-port",    "LEADGRAINS_SILO_PORT",    "PORT",    "Where other silos reach this one", "11111"),
        GatewayPort = new("--gateway-port", "LEADGRAINS_GATEWAY_PORT", "PORT",    "Where gateways reach this silo", "30000"),
        Address     = new("--address",      "LEADGRAINS_ADDRESS",      "IP",      "The address others reach this silo at (default: the machine's own)"),
        Cluster     = new("--cluster",      "LEADGRAINS_CLUSTER",      "NAME",    "The cluster's name; silos of one name over one database are one cluster", "leadgrains"),
        Program     = new("--program",      "LEADGRAINS_PROGRAM",      "FOLDER",  "The program that a new database begins with (default: the one that ships)"),
        Mail        = new("--mail",         "LEADGRAINS_MAIL",         "FILE",    "mail.yaml: how mail leaves (default: into a pick-up folder)"),
        Intake      = new("--intake",       "LEADGRAINS_INTAKE",       "FILE",    "intake.yaml: how forms and ad platforms hand inquiries in (default: forms only)"),
        Access      = new("--access",       "LEADGRAINS_ACCESS",       "FILE",    "access.yaml: whose tokens the API takes (default: nobody's)"),
        Outbox      = new("--outbox",       "LEADGRAINS_OUTBOX",       "FOLDER",  "Where mail without a server, tasks and alerts become files", "outbox-mail"),
        Admin       = new("--admin",        "LEADGRAINS_ADMIN",        "E-MAIL",  "Becomes the portal's first admin while there is none, and signs in by a link sent there"),
        DrainWithin = new("--drain-within", "LEADGRAINS_DRAIN_WITHIN", "SECONDS", "After SIGTERM: the most that ending takes", "40");
#pragma warning restore format

    public static IReadOnlyList<SiloOption> All { get; } =
        [Role, Database, Urls, SiloPort, GatewayPort, Address, Cluster, Program, Mail, Intake, Access, Outbox, Admin, DrainWithin];
}
