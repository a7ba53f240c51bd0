namespace LeadGrains.Web;

/// <summary>Something that a caller can tell a lead: by machine as JSON, in the portal as a form, the same command of both.</summary>
/// <param name="Name">In addresses: <c>…/leads/{id}/accept</c>.</param>
internal abstract record LeadAction(string Name, Right Right)
{
    /// <summary>
    /// It answers an offer, and holds for that one by its number: whatever else is learnt about the lead meanwhile,
    /// somebody's answer to the offer is still theirs.
    /// </summary>
    public bool AnswersOffer { get; init; }

    /// <summary>The command that a form means for a lead, said by somebody; null when the form has faults.</summary>
    public abstract Func<LeadState, string, LeadCommand>? Read(LeadFields form);

    /// <summary>Its endpoint of the API.</summary>
    public abstract RouteHandlerBuilder MapJson(IEndpointRouteBuilder leads, ApiContext context);
}

/// <summary>The same with a body of its own.</summary>
/// <param name="Body">Reads it from a form.</param>
/// <param name="Make">The command: of the body, for a lead as it is, said by somebody.</param>
internal sealed record LeadAction<TBody>(string Name, Right Right, Func<LeadFields, TBody> Body, Func<TBody, LeadState, string, LeadCommand> Make)
    : LeadAction(Name, Right) where TBody : class
{
    /// <summary>What no body at all means; null: it needs one.</summary>
    public TBody? Silent { get; init; }

    public override Func<LeadState, string, LeadCommand>? Read(LeadFields form)
    {
        var body = Body(form);
        form.AddFaults(CommandBounds.Faults(body));
        return form.Faults.Count > 0 ? null : (lead, by) => Make(body, lead, by);
    }

    public override RouteHandlerBuilder MapJson(IEndpointRouteBuilder leads, ApiContext context) =>
        leads.MapPost("/" + Name, (HttpContext http, string id, TBody? body) => LeadActionsResource.Tell(http, id, this, body ?? Silent, context));
}
