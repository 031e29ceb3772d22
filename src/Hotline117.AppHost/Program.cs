using System.Diagnostics;
using System.Runtime.InteropServices;
using Hotline117.AppHost;
using Hotline117.AppHost.Machine;
using Hotline117.AppHost.Progress;
using Hotline117.AppHost.Watching;
using Hotline117.Hosting.SignIn;

if (!CommandLine.TryParse(args, out var line, out var exitCode))
{
    return exitCode;
}

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
_ = ParentWatch.RunAsync(stop.Cancel, stop.Token);

using var steps = Steps.OnConsole();
var since = Stopwatch.GetTimestamp();
try
{
    await using var stack = await HotlineStack.StartAsync(line.Stack, steps, stop.Token);
    foreach (var told in Announcement.Lines(stack.Endpoints, stack.StateFolder, Stopwatch.GetElapsedTime(since)))
    {
        steps.Say(told);
    }

    if (!line.StopAfterReady)
    {
        await new LiveFeed(stack.Endpoints.Routing, stack.Endpoints.KeyOf(Roles.Service), steps.Say).FollowAsync(stop.Token);
    }

    steps.Say("Ending everything.");
    return stack.Deaths == 0 ? 0 : 1;
}
catch (StartFailedException failure)
{
    steps.Say(string.Join(Environment.NewLine, failure.Lines()));
    return 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    steps.Say("Stopped before all was ready; everything that was started has been ended.");
    return 0;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
