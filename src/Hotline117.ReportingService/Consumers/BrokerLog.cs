using MassTransit;

namespace Hotline117.ReportingService.Consumers;

/// <summary>Says when the queue is consumed and when not, and why.</summary>
internal sealed class BrokerLog(ILogger logger) : IReceiveEndpointObserver
{
    public Task Ready(ReceiveEndpointReady ready)
    {
        if (IsOurs(ready))
        {
            logger.LogInformation("Consuming {Queue}.", EventQueue.Name);
        }

        return Task.CompletedTask;
    }

    public Task Faulted(ReceiveEndpointFaulted faulted)
    {
        if (IsOurs(faulted))
        {
            logger.LogWarning("Not consuming {Queue}: {Reason}.", EventQueue.Name, BrokerFault.Explain(faulted.Exception));
        }

        return Task.CompletedTask;
    }

    public Task Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

    public Task Completed(ReceiveEndpointCompleted completed) => Task.CompletedTask;

    // MassTransit has one more, for answers.
    private static bool IsOurs(ReceiveEndpointEvent about) => about.InputAddress.AbsolutePath.EndsWith($"/{EventQueue.Name}", StringComparison.Ordinal);
}
