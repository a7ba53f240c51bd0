using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using LeadGrains.Lifecycle;

namespace LeadGrains.Store.Tests;

/// <summary>Values of any type of the lifecycle: one with everything said, one with as little as there can
/// be.</summary>
internal static class Sample
{
    private static readonly Dictionary<Type, object> Known = new()
    {
        [typeof(string)] = "Ünlü \"quoted\" <b> 𝄞\n",
        [typeof(int)] = 7,
        [typeof(long)] = 1L << 40,
        [typeof(bool)] = true,
        [typeof(double)] = 0.1 + 0.2,
        [typeof(decimal)] = 12.50m,
        [typeof(DateOnly)] = new DateOnly(2028, 2, 29),
        [typeof(Moment)] = Moment.Utc(2026, 3, 1, 9, 30),
        [typeof(LeadId)] = LeadId.Of(Identity.Email("ann@example.org")),
        [typeof(WorkingHours)] = new WorkingHours
        {
            Zone = "Europe/Berlin",
            Spans = [new(DayOfWeek.Saturday, new TimeOnly(8, 30), new TimeOnly(0, 0))],
            Holidays = [new(2026, 12, 25)],
        },
    };

    /// <summary>Every property has a value that is not its default.</summary>
    public static object Full(Type type)
    {
        if (Known.TryGetValue(type, out var value)) return value;
        if (Nullable.GetUnderlyingType(type) is { } inner) return Full(inner);
        if (type.IsEnum) return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!;
        if (type.IsGenericType) return Collection(type);
        var made = Make(type, Full);
        foreach (var property in type.GetProperties().Where(p => p.SetMethod is not null))
            property.SetValue(made, Full(property.PropertyType));
        return made;
    }

    /// <summary>Nulls where there may be, empty lists, and else the first of everything.</summary>
    public static object Bare(Type type)
    {
        if (type == typeof(string)) return "";
        if (type.IsGenericType && !type.IsValueType)
            return typeof(Sample).GetMethod(nameof(Empty), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type.GenericTypeArguments[0]).Invoke(null, null)!;
        return type.IsValueType ? Activator.CreateInstance(type)! : Make(type, Bare);
    }

    /// <summary>All that a value holds, so that nothing is lost unseen.</summary>
    public static string Dump(object? value)
    {
        var text = new StringBuilder();
        Dump(value, text);
        return text.ToString();
    }

    private static T[] Empty<T>() => [];

    private static object Collection(Type type)
    {
        var of = type.GenericTypeArguments;
        if (type.GetGenericTypeDefinition() == typeof(ImmutableDictionary<,>))
            return ImmutableDictionary<LeadId, Holding>.Empty.Add(default, new Holding(0, "", false))
                .Add((LeadId)Full(typeof(LeadId)), (Holding)Full(typeof(Holding)));
        if (of.Length == 2) return new Dictionary<string, string> { ["utm_source"] = "a", ["GclId"] = "" };
        var array = Array.CreateInstance(of[0], 2);
        array.SetValue(Full(of[0]), 0);
        array.SetValue(of[0].IsValueType ? Activator.CreateInstance(of[0]) : Bare(of[0]), 1);
        return array;
    }

    private static object Make(Type type, Func<Type, object> sample)
    {
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        var nullability = new NullabilityInfoContext();
        return constructor.Invoke([.. constructor.GetParameters().Select(p =>
            sample == Bare && nullability.Create(p).ReadState == NullabilityState.Nullable ? null
                : sample(p.ParameterType))]);
    }

    private static void Dump(object? value, StringBuilder text)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum
            || Known.ContainsKey(value.GetType()) && value is not WorkingHours)
            text.Append(value is double d ? d.ToString("R", null) : value ?? "null").Append(';');
        else if (value is IEnumerable items)
        {
            text.Append('[');
            foreach (var item in items.Cast<object?>().Select(Dump).Order(StringComparer.Ordinal)) text.Append(item);
            text.Append(']');
        }
        else
        {
            text.Append(value.GetType().Name).Append('{');
            foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
                Dump(property.GetValue(value), text.Append(property.Name).Append('='));
            text.Append('}');
        }
    }
}
