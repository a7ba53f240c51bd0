using Microsoft.Extensions.DependencyInjection;

namespace LeadGrains.Web;

/// <summary>Pages of another program under this roof: behind the portal's sign-in, each with the right that it needs.</summary>
public interface IAnnex
{
    /// <summary>Where they begin, such as <c>/orleans</c>; whoever isn't signed in is sent to sign in.</summary>
    string Path { get; }

    /// <summary>What the portal's menu calls them.</summary>
    string Text { get; }

    /// <summary>Who lacks it doesn't see the entry; the pages themselves ask for it too.</summary>
    Right Right { get; }

    /// <summary>What they need of the web's services.</summary>
    void AddServices(IServiceCollection services);

    /// <summary>Puts them there. An endpoint that doesn't say who may use it stays closed.</summary>
    void Map(IEndpointRouteBuilder web);
}
