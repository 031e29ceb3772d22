using Hotline117.ReportingService.Store;

namespace Hotline117.ReportingService.Statistics.Publication;

/// <summary>Publishes each month once it is settled, and deletes its calls when their time is over, so that what is published does not depend on who asks, and when. Any number of replicas may do so at once.</summary>
public sealed class MonthPublisher(SchemaMigration schema, PublishedMonths published, CallReduction reduction, TimeProvider time, ILogger<MonthPublisher> logger) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromHours(1);
    private const int MostTries = 6;

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
        var backoff = new Backoff(time);
        for (var tries = 1; ; tries++)
        {
            try
            {
                await published.PublishSettledAsync(stopping);
                await reduction.ReduceAsync(stopping);
                return;
            }
            catch (Exception fault) when (StoreFault.MayPass(fault) && tries < MostTries)
            {
                logger.LogWarning("No month can be published or reduced: {Reason}. Trying again in {Delay}.", StoreFault.Explain(fault), backoff.Next);
                await backoff.WaitAsync(stopping);
            }
            catch (UnsettledException fault)
            {
                logger.LogError("{Reason} Trying again in {Delay}.", fault.Message, BetweenLooks);
                return;
            }
            catch (Exception fault) when (!stopping.IsCancellationRequested)
            {
                // A month that can't be made must not take the service with it: calls go on being counted.
                logger.LogError("No month can be published or reduced: {Reason}. Trying again in {Delay}.", StoreFault.Explain(fault), BetweenLooks);
                return;
            }
        }
    }
}
