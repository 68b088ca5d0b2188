using Firsthand.Platform.Storage;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Platform.Identity;

/// <summary>While nobody owns this server, every page leads to the one that makes its owner.</summary>
internal static class FirstStart
{
    public static void UseFirstStart(this IApplicationBuilder app)
    {
        // Once there is an owner there always is one: asked until then only.
        var owned = false;
        app.Use(async (context, next) =>
        {
            if (!owned && context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is { } page && page.Type != typeof(WelcomePage))
            {
                owned = await context.RequestServices.GetRequiredService<FirsthandDb>().Users.AnyAsync(context.RequestAborted);
                if (!owned)
                {
                    context.Response.Redirect("/welcome");
                    return;
                }
            }
            await next(context);
        });
    }
}
