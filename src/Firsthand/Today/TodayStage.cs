namespace Firsthand.Today;

internal static class TodayStage
{
    public static void AddToday(this IServiceCollection services) => services
        .AddScoped<ReadToday>().AddScoped<ListCustomers>().AddScoped<ReadCustomer>().AddScoped<Learned>();

    public static void MapToday(this IEndpointRouteBuilder api)
    {
    }
}
