using Hotline117.ReportingService.Store;

namespace Hotline117.ReportingService.Statistics.Publication;

/// <summary>Publishes each month once it is settled, so that what is published does not depend on who asks, and when. Any number of replicas may do so at once.</summary>
public sealed class MonthPublisher(SchemaMigration schema, PublishedMonths published, TimeProvider time, ILogger<MonthPublisher> logger) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await schema.Ready.WaitAsync(stoppingToken);
        while (true)
        {
            await PublishAsync(stoppingToken);
            await Task.Delay(BetweenLooks, time, stoppingToken);
        }
    }

    private async Task PublishAsync(CancellationToken stopping)
    {
        for (var backoff = new Backoff(time); ;)
        {
            try
            {
                await published.PublishSettledAsync(stopping);
                return;
            }
            catch (Exception fault) when (StoreFault.MayPass(fault))
            {
                logger.LogWarning("No month can be published: {Reason}. Trying again in {Delay}.", StoreFault.Explain(fault), backoff.Next);
                await backoff.WaitAsync(stopping);
            }
        }
    }
}
