namespace LeadGrains.Intake;

/// <summary>What a request turned out to be: inquiries and what to answer once they are durable, or faults.</summary>
/// <param name="Inquiries">None where there are faults, or where it was only a test.</param>
/// <param name="Reply">Answered after everything is durable.</param>
/// <param name="Faults">Worded for people; a request with faults changes nothing.</param>
public sealed record IntakeResult(IReadOnlyList<Submitted> Inquiries, IntakeReply Reply, IReadOnlyList<string> Faults)
{
    /// <summary>Ids of leads whose answers lie elsewhere and must be fetched (Meta).</summary>
    public IReadOnlyList<string> ToFetch { get; init; } = [];

    internal static IntakeResult Of(IReadOnlyList<Submitted> inquiries, IntakeReply reply) => new(inquiries, reply, []);

    internal static IntakeResult Of(Submitted inquiry, IntakeReply reply) => new([inquiry], reply, []);

    /// <summary>Nothing to do but to answer.</summary>
    internal static IntakeResult Only(IntakeReply reply) => new([], reply, []);

    internal static IntakeResult Refuse(int status, params IReadOnlyList<string> faults)
    {
        IReadOnlyList<string> told = faults.Count <= IntakeLimits.FaultsMax ? faults : [.. faults.Take(IntakeLimits.FaultsMax), $"and {faults.Count - IntakeLimits.FaultsMax} more."];
        return new([], IntakeReply.Problem(status, told), told);
    }

    internal static IntakeResult BadInput(params IReadOnlyList<string> faults) => Refuse(400, faults);

    /// <summary>Null when the request is a POST of a bounded body.</summary>
    internal static IntakeResult? Unfit(IntakeRequest request, int bytesMax = IntakeLimits.BodyBytesMax)
    {
        if (request.Method != "POST") return Refuse(405, $"This address takes POST, not {(request.Method.Length <= 10 ? request.Method : "that")}.");
        return request.Body.Length > bytesMax ? Refuse(413, $"The body has {request.Body.Length:N0} bytes; {bytesMax:N0} is the most.") : null;
    }
}
