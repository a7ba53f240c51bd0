using System.Globalization;
using System.Reflection;
using LeadGrains.Client.Terminal;
using LeadGrains.Lifecycle;

namespace LeadGrains.Client.Typing;

/// <summary>A field of a command: how it is typed, and how it is read.</summary>
/// <param name="Name">In camel case.</param>
/// <param name="IsNeeded">There is no command without it.</param>
internal sealed record CommandField(string Name, Type Type, bool IsNeeded)
{
    /// <summary>As it is typed: <c>step=accepted|contacted|…</c>.</summary>
    public string Form => Bare(Type) switch
    {
        { IsEnum: true } type =>
            $"{Name}={string.Join('|', Enum.GetValues(type).Cast<Enum>().Select(v => Say.Words(v)))}",
        var type when type == typeof(Moment) => $"{Name}=2026-03-01",
        var type when type == typeof(bool) => $"{Name}=true|false",
        var type when type == typeof(IReadOnlyList<Telling>) => "fact.NAME=…",
        var type when type == typeof(ConsentProof) => "words=…",
        var type when type == typeof(Person) => "person.firstName=…",
        _ => $"{Name}=…",
    };

    /// <summary>All fields of a command: those of its constructor, then those that may be set.</summary>
    public static IReadOnlyList<CommandField> Of(Type command)
    {
        var parameters = Constructor(command).GetParameters();
        return [.. parameters.Select(p =>
            new CommandField(Camel(p.Name!), p.ParameterType, !p.HasDefaultValue && !IsOptional(p.ParameterType))),
            .. Settable(command).Where(p => parameters.All(q => q.Name != p.Name))
                .Select(p => new CommandField(Camel(p.Name), p.PropertyType, false))];
    }

    /// <summary>A field and its value, or a problem.</summary>
    public static KeyValuePair<string, object> Read(Type command, string key, string text, string name)
    {
        var fields = Of(command);
        if (key.StartsWith("fact.", StringComparison.OrdinalIgnoreCase)
            && fields.Any(f => f.Type == typeof(IReadOnlyList<Telling>)))
            return new("facts", new Telling(key[5..], text));
        if (key.StartsWith("person.", StringComparison.OrdinalIgnoreCase) && fields.Any(f => f.Type == typeof(Person)))
            return new("person", (Name: key[7..], text));
        if (key.Equals("words", StringComparison.OrdinalIgnoreCase) && fields.Any(f => f.Type == typeof(ConsentProof)))
            return new("proof", new ConsentProof { Words = text, Form = "command line" });
        var field = fields.FirstOrDefault(f => f.Name.Equals(key, StringComparison.OrdinalIgnoreCase))
            ?? throw new ProblemException(ProblemKind.Usage,
                $"{name} has no field '{key}'{Near(key, fields)}. It is written: {CommandReader.Usage(name, command)}");
        return new(field.Name, Value(field, text, name));
    }

    /// <summary>The command from its fields.</summary>
    public static LeadCommand Make(Type command, IReadOnlyList<KeyValuePair<string, object>> given, Func<string,
        Exception> missing)
    {
        var values = given.GroupBy(g => g.Key).ToDictionary(g => g.Key, g => g.Key switch
        {
            "facts" => g.Select(f => (Telling)f.Value).ToList(),
            "person" => PersonOf(g.Select(p => ((string, string))p.Value)),
            _ => g.Last().Value,
        });
        if (Of(command).Any(f => f.Type == typeof(IReadOnlyList<Telling>))
            && values.ContainsKey("person")) values.TryAdd("facts", new List<Telling>());
        foreach (var field in Of(command).Where(f => f.IsNeeded && !values.ContainsKey(f.Name))) throw missing(
            field.Form);
        var constructor = Constructor(command);
        var made = (LeadCommand)constructor.Invoke([.. constructor.GetParameters().Select(p =>
            values.TryGetValue(Camel(p.Name!), out var value) ? value : p.HasDefaultValue ? p.DefaultValue : null)]);
        foreach (var property in Settable(command))
            if (values.TryGetValue(Camel(property.Name), out var value)) property.SetValue(made, value);
        return made;
    }

    private static object Value(CommandField field, string text, string name)
    {
        var type = Bare(field.Type);
        var invariant = CultureInfo.InvariantCulture;
        object? value = type switch
        {
            _ when type == typeof(string) => text,
            _ when type == typeof(int) => int.TryParse(text, invariant, out var i) ? i : null,
            _ when type == typeof(decimal) => decimal.TryParse(text, NumberStyles.Float, invariant, out var d) ? d
                : null,
            _ when type == typeof(bool) => bool.TryParse(text, out var b) ? b : null,
            _ when type == typeof(LeadId) => LeadId.TryParse(text, out var id) ? id : null,
            _ when type == typeof(Moment) =>
                DateTimeOffset.TryParse(text, invariant, DateTimeStyles.AssumeUniversal, out var at) ? Moment.From(at)
                : null,
            _ when type == typeof(Identity) => IdentityOf(text),
            { IsEnum: true } =>
                Enum.TryParse(type, text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var e)
                && Enum.IsDefined(type, e!) ? e : null,
            _ => null,
        };
        return value
            ?? throw new ProblemException(ProblemKind.Usage,
            $"{name}: '{text}' won't do for {field.Name}; {field.Form} is meant.");
    }

    private static Identity? IdentityOf(string text) =>
        EmailAddress.TryParse(text, out var email) ? Identity.Email(email.Text)
        : PhoneNumber.TryParse(text, null, out var phone) ? Identity.Phone(phone.Text)
        : text.Split(':', 2) is [{ Length: > 0 } system, { Length: > 0 } id] ? Identity.External(system, id) : null;

    private static Person PersonOf(IEnumerable<(string Name, string Text)> parts)
    {
        var person = new Person();
        foreach (var (name, text) in parts)
        {
            var property = typeof(Person).GetProperties().FirstOrDefault(p => p.CanWrite && p.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw new ProblemException(ProblemKind.Usage,
                    $"a person has no '{name}'; {Say.List(PersonParts.Select(p => Camel(p.Name)))} there are.");
            property.SetValue(person, text);
        }
        return person;
    }

    private static IEnumerable<PropertyInfo> PersonParts => typeof(Person).GetProperties().Where(p => p.CanWrite);

    private static string Near(string key, IReadOnlyList<CommandField> fields) =>
        Nearest.To(key, fields.Select(f => f.Name)) is { Count: > 0 } near ? $"; did you mean {Say.List(near)}" : "";

    // The copy constructor of a record is protected, so the longest public one is the record's own.
    private static ConstructorInfo Constructor(Type command) => command.GetConstructors().MaxBy(c => c.GetParameters().Length)!;
    private static IEnumerable<PropertyInfo> Settable(Type command) => command.GetProperties().Where(p => p.CanWrite);
    private static Type Bare(Type type) => Nullable.GetUnderlyingType(type) ?? type;
    private static bool IsOptional(Type type) => Nullable.GetUnderlyingType(type) is not null || type == typeof(Person);
    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
