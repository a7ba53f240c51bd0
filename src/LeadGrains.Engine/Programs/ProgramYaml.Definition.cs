using LeadGrains.Lifecycle;

namespace LeadGrains.Engine;

/// <summary>Criteria, routes and ladders.</summary>
public static partial class ProgramYaml
{
    /// <summary>A rung that names only its team.</summary>
    private static readonly Rung OnlyTeam = new("", 3, TimeSpan.FromDays(3));

    private static Definition Definition(Section section, FaultBook faults)
    {
        var standard = new Definition();
        var criteria = new List<Criterion>();
        foreach (var (fact, entry) in Entries(section, "criteria", "definition.criteria", faults))
        {
            entry.Need("group", "budget, authority, need, timeline or fit");
            criteria.Add(new Criterion(fact, entry.Text("group") ?? "fit")
            {
                Values = entry.Numbers("values").ToDictionary(v => v.Pair.Key, v => v.Number),
                Bands = Bands(entry, faults),
            });
            entry.Done();
        }

        var engagement = new Dictionary<EngagementKind, int>();
        foreach (var (pair, points) in section.Numbers("engagement"))
        {
            if (Words.Value<EngagementKind>(pair.Key) is { } kind) engagement[kind] = points;
            else faults.Add(pair.Line,
                $"there is no engagement '{Words.Short(pair.Key)}'; {Words.Meant<EngagementKind>(pair.Key)}");
        }

        var definition = new Definition
        {
            Criteria = criteria,
            HalfLife = section.Time("halfLife", standard.HalfLife),
            Engagement = engagement,
            EngagementMax = section.Number("engagementMax", standard.EngagementMax),
        };
        section.Done();
        return definition;
    }

    private static List<Band> Bands(Section criterion, FaultBook faults)
    {
        var bands = new List<Band>();
        foreach (var (pair, points) in criterion.Numbers("bands"))
        {
            if (ConditionText.Number(pair.Key) is { } from)
            {
                faults.Place($"{criterion.Path}.bands[{bands.Count}]", pair.Line);
                bands.Add(new Band(from, points));
            }
            else faults.Add(pair.Line, $"'{Words.Short(pair.Key)}' is no number to start a band; write 50: 10");
        }
        return bands;
    }

    private static List<RouteRule> Routes(Section file, FaultBook faults)
    {
        var rules = new List<RouteRule>();
        foreach (var pair in file.Pairs("routes"))
        {
            if (pair.Value is not (YamlMap or YamlText { Value: "" }))
                faults.Add(pair.Line, $"'{Words.Short(pair.Key)}' must hold lines of 'key: value'");
            var first = $"routes[{rules.Count}]";
            var section = new Section(new YamlMap(pair.Line, (pair.Value as YamlMap)?.Pairs ?? []), first, faults);
            var route = Words.Value<Route>(pair.Key);
            if (route is null)
                faults.Add(pair.Line, $"there is no route '{Words.Short(pair.Key)}'; {Words.Meant<Route>(pair.Key)}");

            var alternatives = When(section, faults);
            var ladder = Ladder(section, faults);
            section.Done();
            if (route is not { } known) continue;
            foreach (var conditions in alternatives)
            {
                var at = $"routes[{rules.Count}]";
                faults.Place(at, pair.Line);
                faults.Place($"{at}.when", section.Line("when"));
                if (at != first) faults.Same($"{at}.ladder", $"{first}.ladder");
                rules.Add(new RouteRule(known, conditions, ladder));
            }
        }
        return rules;
    }

    // A list means that all hold; one sentence may say "or". Without any it always holds.
    private static List<IReadOnlyList<Condition>> When(Section route, FaultBook faults)
    {
        var texts = route.Texts("when");
        if (texts.Count == 0) return [[]];
        var alternatives = texts.Select(t => ConditionText.Alternatives(t.Value)).ToList();
        if (texts.Count == 1)
            return [.. alternatives[0].Select(all => all.Select(p => Condition(p, texts[0].Line, faults)).ToList())];
        for (var i = 0; i < texts.Count; i++)
            if (alternatives[i].Count > 1)
                faults.Add(texts[i].Line, "'or' inside a list, where all must hold; write 'when' as one sentence");
        return [texts.SelectMany((t, i) => alternatives[i].SelectMany(parts => parts)
            .Select(p => Condition(p, t.Line, faults))).ToList()];
    }

    // A faulty condition still is one: else the rule would seem to take every lead.
    private static Condition Condition(string text, int line, FaultBook faults)
    {
        var (condition, fault) = ConditionText.Parse(text);
        if (fault is not null) faults.Add(line, fault);
        return condition ?? new Condition(ConditionKind.Wish, 0, null, []);
    }

    private static List<Rung> Ladder(Section route, FaultBook faults)
    {
        var rungs = new List<Rung>();
        foreach (var item in route.Items("ladder"))
        {
            var at = $"{route.Path}.ladder[{rungs.Count}]";
            faults.Place(at, item.Line);
            if (item is YamlText { Value: var team }) rungs.Add(OnlyTeam with { Team = team });
            else if (item is YamlMap map)
            {
                var section = new Section(map, at, faults);
                section.Need("team", "who is asked, such as sales");
                rungs.Add(new Rung(section.Text("team") ?? "", section.Number("tries", OnlyTeam.Tries),
                    section.Time("waitMax", OnlyTeam.WaitMax)));
                section.Done();
            }
            else faults.Add(item.Line, "a list where a rung should be; write team, tries and waitMax");
        }
        return rungs;
    }
}
