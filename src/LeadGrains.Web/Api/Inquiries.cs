using LeadGrains.Engine;

namespace LeadGrains.Web;

/// <summary>Somebody asked about something, as a form or another system hands it in.</summary>
public sealed record InquiryBody
{
    public string? Email { get; init; }

    /// <summary>With + and the country's code.</summary>
    public string? Phone { get; init; }
    public string? FirstName { get; init; }
    public string? LastName { get; init; }
    public string? Company { get; init; }
    public string? JobTitle { get; init; }
    public string? Country { get; init; }

    /// <summary>The channel that brought the person, such as <c>paid_search</c>.</summary>
    public string? Source { get; init; }
    public string? Campaign { get; init; }

    /// <summary>What was responded to.</summary>
    public string? Offer { get; init; }
    public string? Page { get; init; }
    public string? Referrer { get; init; }

    /// <summary>Topics of the program that the person ticked; consent by e-mail to each, with <see cref="Consent"/> as its proof.</summary>
    public IReadOnlyList<string>? Interests { get; init; }

    /// <summary>What the person told, by the names of the definition.</summary>
    public IReadOnlyDictionary<string, string>? Facts { get; init; }
    public ConsentBody? Consent { get; init; }

    /// <summary>The record's id in its own system; the same again is the same inquiry.</summary>
    public string? ExternalId { get; init; }
    public Wish? Wish { get; init; }

    /// <summary>When it was asked, where that was before now.</summary>
    public Moment? At { get; init; }
}

/// <summary>What the person agreed to.</summary>
public sealed record ConsentBody
{
    /// <summary>The exact words that stood beside the box.</summary>
    public string? Words { get; init; }
    public string? WordsVersion { get; init; }
    public string? Form { get; init; }

    /// <summary>The person's IP address, as the form saw it.</summary>
    public string? Address { get; init; }

    /// <summary>E-mail alone when nothing is said.</summary>
    public IReadOnlyList<Channel>? Channels { get; init; }
}

/// <summary>What an inquiry has become.</summary>
/// <param name="Reply"><c>done</c>, or <c>already-so</c> when it was handed in before.</param>
public sealed record InquiryAnswer(LeadId Lead, ReplyKind Reply, int Version);

/// <summary><c>POST /api/inquiries</c>.</summary>
internal static class Inquiries
{
    public static void Map(IEndpointRouteBuilder api, ApiContext context)
    {
        api.MapPost("/inquiries", (HttpContext http, InquiryBody body) => Take(http, body, context)).Needs(Right.Inquire)
            .WithTags("inquiries").WithSummary("Hand an inquiry in; answered when it is durable. The same Idempotency-Key again is the same inquiry.")
            .Produces<InquiryAnswer>(StatusCodes.Status201Created).Produces<InquiryAnswer>()
            .ProducesProblem(400).ProducesProblem(409).ProducesProblem(503);
    }

    private static async Task<IResult> Take(HttpContext http, InquiryBody body, ApiContext context)
    {
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        var reading = InquiryReader.Read(body, context.House.Program(), context.House.Now);
        if (key.Length > InquiryReader.KeyCharsMax) reading.Faults.Add($"Idempotency-Key has at most {InquiryReader.KeyCharsMax} characters.");
        if (reading.Command is not { } command || reading.Faults.Count > 0) return ApiProblem.BadInput(reading.Faults);

        var lead = LeadId.Of(command.Identity);
        // Two systems number their records alike.
        var id = key.Length > 0 ? $"key:{key}" : body.ExternalId is { Length: > 0 } external ? $"external:{body.Source}:{external}" : null;
        var reply = await context.House.Engine.Tell(lead, command, new Ticket(id, By: http.Caller().By), CancellationToken.None);
        if (!reply.IsFine) return ApiProblem.Of(reply);
        http.SetVersion(reply.Version);
        var answer = new InquiryAnswer(lead, reply.Kind, reply.Version);
        return reply.Kind == ReplyKind.Done ? Results.Created($"/api/leads/{lead}", answer) : Results.Ok(answer);
    }
}
