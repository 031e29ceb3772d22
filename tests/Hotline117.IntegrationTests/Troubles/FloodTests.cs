using System.Globalization;
using Hotline117.Contracts.Events;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Troubles;

/// <summary>
/// On demand (<c>-explicit only</c>): where two cores bear switch, services, callers and telephones alike, now and then one caller of the thousand is hung up on by a switch that
/// has not got round to her acknowledgement.
/// </summary>
public class FloodTests(SecondHotline hotline) : FaultyCallTests(hotline)
{
    private const int Calls = 1000;
    private static readonly TimeSpan Recovery = TimeSpan.FromMinutes(3);

    [Fact(Explicit = true)]
    public async Task A_thousand_calls_in_ten_seconds_are_all_answered_by_a_voice_and_counted_once_and_the_next_caller_finds_a_centre()
    {
        await Hotline.OnShiftAsync(FromOsh);
        await Hotline.PlanAsync(FromOsh);
        var from = TimeProvider.System.GetUtcNow();

        // Each stays for as long as it takes until all are there.
        var flood = await Hotline.Stack.RunSippAsync(
            ["-sn", "uac", Hotline.Stack.Endpoints.Sip, "-s", "117", "-m", Number(Calls), "-r", Number(Calls / 10), "-l", Number(Calls), "-d", "10000"],
            null, TestContext.Current.CancellationToken);

        Assert.True(flood.ExitCode == 0, flood.Output);
        var counted = (await Hotline.CountedAsync(from, Calls, within: Recovery)).Total;
        Assert.True(counted.Answered >= FromOsh.Sum(line => line.Capacity), counted.ToString());
        await Hotline.StartAfreshAsync();
        var next = await Hotline.DialAsync();
        await next.NextAsync<CallAnswered>();
        await next.HangUpAndSettleAsync();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
