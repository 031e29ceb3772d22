using MassTransit;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Hotline117.ReportingService.Consumers;

/// <summary>
/// Keeps the queue consumed. MassTransit reconnects by itself after most faults, but where the broker refuses the password it
/// gives up for good: so a plain sign-in goes first, and a bus that has given up is replaced.
/// </summary>
internal sealed class BrokerLink(
    ReportingSettings settings, EventConsumer consumer, TimeProvider time, ILogger<BrokerLink> logger) : BackgroundService
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);

    private IBusControl? bus;
    private Exception? refusal;

    /// <summary>Why the queue is not consumed, in words; null where it is.</summary>
    public string? Problem => bus?.CheckHealth() switch
    {
        null => BrokerFault.Explain(refusal),
        { Status: BusHealthStatus.Healthy } => null,
        { Exception: var fault } => BrokerFault.Explain(fault),
    };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await SignInAsync(stoppingToken);
            bus = Bus.Factory.CreateUsingRabbitMq(rabbit =>
            {
                rabbit.Host(settings.Broker);
                rabbit.ReceiveEndpoint(EventQueue.Name, endpoint => EventQueue.Configure(endpoint, consumer));
            });
            bus.ConnectReceiveEndpointObserver(new BrokerLog(logger));
            // Not awaited: it returns only when RabbitMQ is reached, and never once it has given up.
            _ = bus.StartAsync(stoppingToken);
            await UntilGivenUpAsync(stoppingToken);
            using var patience = new CancellationTokenSource(StopPatience, time);
            await bus.StopAsync(patience.Token);
            bus = null;
        }
    }

    private async Task SignInAsync(CancellationToken stopping)
    {
        var factory = new ConnectionFactory { Uri = settings.Broker };
        for (var backoff = new Backoff(time); ; await backoff.WaitAsync(stopping))
        {
            try
            {
                await using var connection = await factory.CreateConnectionAsync(stopping);
                return;
            }
            catch (BrokerUnreachableException fault)
            {
                refusal = fault;
                logger.LogWarning("Not consuming {Queue}: {Reason}. Trying again in {Delay}.", EventQueue.Name, BrokerFault.Explain(fault), backoff.Next);
            }
        }
    }

    private async Task UntilGivenUpAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested && !BrokerFault.IsRefusal(bus!.CheckHealth().Exception))
        {
            await Task.Delay(TimeSpan.FromSeconds(1), time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
