using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace LeadGrains.Web;

/// <summary>The API's own description at <c>/openapi/v1.json</c>, and pages to read and try it at <c>/docs</c>.</summary>
internal static class OpenApiText
{
    private const string Document = "/openapi/v1.json";

    // The pages of Swagger UI bring styles and a script of their own.
    private const string DocsPolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void Apply(OpenApiOptions options)
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) is true
            || description.RelativePath?.StartsWith("health/", StringComparison.Ordinal) is true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "LeadGrains",
                Version = "v1",
                Description = "Inquiries in, leads out. Every command is durable before it is answered; errors are problem details (RFC 9457).",
            };
            // Else it would be whichever host the request named.
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["key"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A key of 'leadgrains key add'." },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("key", document)] = [] }];
            return Task.CompletedTask;
        });
    }

    public static void Map(WebApplication app) => app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();

    /// <summary>Serves the pages; before the routes.</summary>
    public static void UsePages(WebApplication app)
    {
        app.Use((http, next) =>
        {
            if (http.Request.Path.StartsWithSegments("/docs")) http.Response.Headers.ContentSecurityPolicy = DocsPolicy;
            return next(http);
        });
        app.UseSwaggerUI(options =>
        {
            options.RoutePrefix = "docs";
            options.SwaggerEndpoint(Document, "LeadGrains v1");
            options.DocumentTitle = "LeadGrains API";
        });
    }
}
