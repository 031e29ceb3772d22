using Hotline117.Contracts.Events;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Calls;

public class SippTests(Hotline hotline) : CallTests(hotline)
{
    private const int Calls = 6;

    [Fact]
    public async Task Callers_made_by_SIPp_reach_centres()
    {
        await Hotline.OnShiftAsync(Bishkek, Osh, Talas, Manas);

        var result = await Hotline.Stack.RunSippAsync(
            ["-sn", "uac", Hotline.Stack.Endpoints.Sip, "-s", "117", "-m", $"{Calls}", "-r", "6", "-d", "2000"], null, TestContext.Current.CancellationToken);

        Assert.True(result.ExitCode == 0, result.Output);
        for (var i = 0; i < Calls; i++)
        {
            var received = await Hotline.Events.NextCallAsync();
            Assert.Null(received.Region);
            await Hotline.Events.NextAsync<CallAnswered>(received.CallId);
            await Hotline.Events.NextAsync<CallEnded>(received.CallId);
        }

        await Hotline.AllQuietAsync();
    }
}
