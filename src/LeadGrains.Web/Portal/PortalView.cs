using Microsoft.AspNetCore.Components;

namespace LeadGrains.Web.Portal;

/// <summary>A page of the portal: it shows its model and reads nothing itself.</summary>
public abstract class PortalView<TModel> : ComponentBase
{
    [Parameter, EditorRequired]
    public PortalContext Context { get; set; } = null!;

    [Parameter, EditorRequired]
    public TModel Model { get; set; } = default!;
}
