using Firsthand.Platform.Storage;
using Quartz;

namespace Firsthand.Platform.Jobs;

internal static class JobsSetup
{
    // Two at once: one long import must not keep a small grouping waiting, and the engine itself uses every core.
    private const int AtOnce = 2;

    /// <param name="runs">True for the server; a command only does its own work.</param>
    /// <param name="name">The queue's name: the same on every node of a database; two servers in one process need two.</param>
    public static void AddJobs(this IServiceCollection services, StorageOptions storage, bool runs, string? name = null)
    {
        services.AddScoped<JobQueue>().AddScoped<WorkUnderWay>();
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(options =>
            {
                options.InstanceName = name ?? "firsthand";
                options.InstanceId = storage.IsPostgres ? "AUTO" : "one";
                options.IdleWaitTime = TimeSpan.FromSeconds(1);
            });
            // The queue lives in real time, also where a test stops the product's clock.
            quartz.UseTimeProvider(TimeProvider.System);
            quartz.UseDefaultThreadPool(pool => pool.MaxConcurrency = AtOnce);
            quartz.UsePersistentStore(store =>
            {
                store.ConfigureStore(options =>
                {
                    options.SchemaProvisioning = SchemaProvisioning.CreateIfMissing;
                    options.StoreJobDataAsStrings = true;
                });
                if (storage.IsPostgres)
                {
                    store.UsePostgres(storage.Connection);
                    store.UseClustering(cluster =>
                    {
                        cluster.CheckinInterval = TimeSpan.FromSeconds(2);
                        cluster.CheckinMisfireThreshold = TimeSpan.FromSeconds(4);
                    });
                }
                else
                {
                    store.UseSqlite(storage.Connection);
                }
                store.UseSystemTextJsonSerializer();
            });
        });
        if (runs) services.AddQuartzHostedService(options => options.WaitForJobsToComplete = false);
    }
}
