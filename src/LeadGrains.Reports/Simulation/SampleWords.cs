namespace LeadGrains.Reports;

/// <summary>
/// What sample people and companies are called; the domains are those that RFC 2606 keeps for examples.
/// </summary>
internal static class SampleWords
{
    public static readonly string[] FirstNames =
    [
        "Ada", "Alex", "Amir", "Anna", "Aya", "Bela", "Carla", "Chris", "Dana", "David", "Elena", "Emil", "Eva", "Femi",
        "Grace", "Hana", "Ida", "Ines", "Ivan", "Jan", "Jo", "Jonas", "Kai", "Kim", "Lara", "Leo", "Lin", "Luca",
        "Mara",
        "Maria", "Max", "Mia", "Nadia", "Nils", "Noor", "Olga", "Omar", "Paula", "Priya", "Ravi", "Robin", "Rosa",
        "Sam",
        "Sara", "Sven", "Tara", "Tom", "Uma", "Vera", "Yuki", "Zoe",
    ];

    public static readonly string[] LastNames =
    [
        "Adler", "Almeida", "Baker", "Bauer", "Berg", "Bianchi", "Brook", "Castro", "Chen", "Cole", "Costa", "Dubois",
        "Ekman", "Fischer", "Ford", "Garcia", "Hahn", "Haas", "Ito", "Jansen", "Kaya", "Khan", "Klein", "Kumar", "Lang",
        "Larsen", "Lopez", "Marsh", "Meyer", "Moreau", "Mori", "Nagy", "Novak", "Okafor", "Olsen", "Park", "Patel",
        "Quist", "Reid", "Rossi", "Sato", "Silva", "Stone", "Tanaka", "Urban", "Vogel", "Wagner", "Weber", "Young",
        "Zheng",
    ];

    public static readonly string[] Companies =
    [
        "Alder", "Amber", "Birch", "Blue Gate", "Cedar", "Clear Lake", "Copper", "Delta", "East Field", "Elm", "Falcon",
        "Fern", "Grand Harbour", "Granite", "Green Mill", "Hazel", "High Bridge", "Iron Oak", "Juniper", "Lark",
        "Linden",
        "Maple", "Meadow", "Mill Race", "North Star", "Old Quay", "Orchard", "Pine", "Quartz", "Red Barn", "River Bend",
        "Rowan", "Sand Hill", "Silver Birch", "South Pier", "Spruce", "Stone Arch", "Sun Valley", "Thorn", "West Wharf",
        "White Cliff", "Willow",
    ];

    public static readonly string[] CompanyKinds =
    [
        "Works", "Logistics", "Foods", "Systems", "Tools", "Textiles", "Clinic", "Energy", "Print", "Supply", "Design",
    ];

    public static readonly string[] Titles =
    [
        "Head of Operations", "Managing Director", "Purchasing Manager", "IT Manager", "Plant Manager", "Project Lead",
        "Analyst", "Office Manager", "Head of Marketing", "Engineer", "Owner",
    ];

    public static readonly string[] Domains = ["example.com", "example.org", "example.net"];

    public static readonly (string Country, string Zone, string Dial)[] Places =
    [
        ("DE", "Europe/Berlin", "+4930"), ("DE", "Europe/Berlin", "+4989"), ("FR", "Europe/Paris", "+331"),
        ("GB", "Europe/London", "+4420"), ("GB", "Europe/London", "+44161"), ("NL", "Europe/Amsterdam", "+3120"),
        ("US", "America/New_York", "+1212"), ("US", "America/Chicago", "+1312"), ("US", "America/Los_Angeles", "+1213"),
        ("BR", "America/Sao_Paulo", "+5511"), ("IN", "Asia/Kolkata", "+9122"), ("JP", "Asia/Tokyo", "+813"),
        ("AU", "Australia/Sydney", "+612"),
    ];

    /// <summary>Where they come from, and which part of all.</summary>
    public static readonly (string Source, double Share)[] Sources =
    [
        ("organic_search", 0.27), ("paid_search", 0.20), ("social", 0.15), ("direct", 0.10), ("webinar", 0.09),
        ("event", 0.08), ("referral", 0.06), ("email", 0.05),
    ];

    public static readonly string[] Campaigns =
        ["spring-guide", "cost-check", "trade-fair", "buyers-handbook", "autumn-webinar"];

    public static readonly string[] Owners =
    [
        "ines", "tom", "yuki", "omar", "clara", "ravi", "nora", "felix", "amina", "jonas", "lucia", "peter", "mei",
        "anders",
        "sofia", "karl", "leila", "diego", "hanna", "samir", "olivia", "marek", "keiko", "bruno", "elsa", "victor",
    ];
}
