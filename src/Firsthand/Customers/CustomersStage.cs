using Firsthand.Platform;
using Firsthand.Platform.Http;

namespace Firsthand.Customers;

internal static class CustomersStage
{
    public static void AddCustomers(this IServiceCollection services) => services.AddScoped<DescribePerson>().AddScoped<KnownPeople>();

    public static void MapCustomers(this IEndpointRouteBuilder api) =>
        api.MapPut("/people/{id}", async (Id<Person> id, DescribePerson.Request request, DescribePerson describe, CancellationToken ct) => (await describe.RunAsync(id, request, ct)).ToHttp())
            .WithName("DescribePerson").WithSummary("Changes what is known of a person: name, account, e-mail, stage, segment, consent.");
}
