using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace LeadGrains.Deploy.Tests;

/// <summary>YAML read strictly: a field that the type doesn't know, one that is missing or comes twice is a fault with its line.</summary>
internal static class Yaml
{
    private static readonly IDeserializer Strict = new DeserializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance).WithDuplicateKeyChecking().WithEnforceRequiredMembers().WithEnforceNullability().Build();

    private static readonly IDeserializer Loose = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).IgnoreUnmatchedProperties().Build();

    /// <summary>The only document of a text.</summary>
    public static T One<T>(string text) => Strict.Deserialize<T>(new MergingParser(new Parser(new StringReader(text))));

    /// <summary>All documents, each as the type that is chosen for its <c>apiVersion</c> and <c>kind</c>.</summary>
    public static IEnumerable<object> Documents(string text, Func<string, string, Type> typeOf)
    {
        foreach (var document in Split(text))
        {
            var head = Loose.Deserialize<Head>(document);
            yield return Strict.Deserialize(document, typeOf(head.ApiVersion, head.Kind))!;
        }
    }

    // The parser counts from the start of each document's text; a comment alone is none.
    private static IEnumerable<string> Split(string text) => text.Split("\n---\n").Where(d => d.Split('\n').Any(l => l.Length > 0 && !l.StartsWith('#')));

    private sealed class Head
    {
        public string ApiVersion { get; set; } = "";
        public string Kind { get; set; } = "";
    }
}
