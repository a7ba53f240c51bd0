using HandlebarsDotNet;

namespace LeadGrains.Mail;

/// <summary>One use of a field in a template.</summary>
/// <param name="Field">The field.</param>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="IsGuarded">It stands inside an <c>{{#if}}</c> on the same field, or asks whether there is a
/// value.</param>
internal sealed record FieldUse(Field Field, int Line, bool IsGuarded);

/// <summary>
/// Text with fields: <c>{{field}}</c>, <c>{{#if field}}</c>, <c>{{else}}</c>, <c>{{/if}}</c> and nothing else of
/// Handlebars.
/// Immutable; two threads may render at once.
/// </summary>
internal sealed class Template
{
    // Values are escaped for where they stand before they get here (FieldValues.AsContext), so Handlebars must not
    // escape again.
    private static readonly IHandlebars Engine = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true });

    private readonly Lazy<HandlebarsTemplate<object, object>> compiled;

    public Template(string source, IReadOnlyList<FieldUse> uses)
    {
        Source = source;
        Uses = uses;
        // The scanner has accepted the syntax, so that compiling may wait until somebody gets the piece: it takes
        // milliseconds.
        compiled = new(() => Engine.Compile(source));
    }

    public string Source { get; }
    public IReadOnlyList<FieldUse> Uses { get; }

    public string Render(Dictionary<string, object> context) => compiled.Value(context);

    public bool UsesField(string name) => Uses.Any(use => use.Field.Name == name);
}
