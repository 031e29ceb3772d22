using Hotline117.Asterisk;
using Hotline117.Asterisk.Actions;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Troubles;

/// <summary>
/// Asterisk runs a line of the dialplan, looks whether the channel was redirected, and then counts on to the next line. A redirect that comes between the two is counted on
/// as well, and one that comes while the line itself goes elsewhere leads to before the first line: there the channel would be hung up (<c>hotline-door</c>, <c>hotline-lost</c>).
/// </summary>
public class RedirectBetweenStepsTests(SecondHotline hotline) : FaultyCallTests(hotline)
{
    private const int Redirects = 12_000;

    // Nothing in it waits, so wherever a redirect strikes it is between two lines or in the midst of one.
    private const string Busy = """
        [hotline-busy]
        exten => s,1,Set(HOTLINE_AT=busy)
         same => n(again),NoOp()
         same => n,NoOp()
         same => n,NoOp()
         same => n,NoOp()
         same => n,NoOp()
         same => n,NoOp()
         same => n,NoOp()
         same => n,NoOp()
         same => n,NoOp()
         same => n,NoOp()
         same => n,GotoIf($["${HOTLINE_AT}" = "busy"]?again)
         same => n,Goto(hotline-${HOTLINE_AT},s,again)
        """;

    private string SiteExtensions => Path.Combine(Hotline.Stack.StateFolder, "asterisk", "etc", "site", "extensions.conf");

    [Theory]
    [InlineData("hotline-offer", "osh-1.0")]
    [InlineData("hotline-wait", "0")]
    [InlineData("hotline-emergency", "0")]
    public async Task It_hangs_nobody_up(string context, string exten)
    {
        var stop = TestContext.Current.CancellationToken;
        await Hotline.OnShiftAsync(Osh);
        Hotline.Phones.Set(Osh.Number, PhoneHabit.Rings);
        var call = await Hotline.DialAsync(CallerInOsh);
        await Hotline.RingsAsync(Osh);
        await File.WriteAllTextAsync(SiteExtensions, Busy, stop);
        try
        {
            await Hotline.SwitchAsync("dialplan reload");
            await using var ami = new AmiClient(
                new() { Host = Hotline.Stack.Endpoints.Ami.Host, Port = Hotline.Stack.Endpoints.Ami.Port, User = Hotline.Stack.Endpoints.Ami.User, Secret = Hotline.Stack.Endpoints.Ami.Secret },
                TimeProvider.System);
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var running = ami.RunAsync(ending.Token);
            await ami.WaitForStateAsync(AmiConnectionState.Connected, stop);
            (await ami.SendAsync(new RedirectAction(call.Id, "hotline-busy", "s"), stop)).EnsureSuccess("Redirect");
            for (var redirect = 0; redirect < Redirects && !call.Caller.Ended.IsCompleted; redirect++)
            {
                // Refused where it has not yet obeyed the one before.
                await ami.SendAsync(new RedirectAction(call.Id, context, exten), stop);
            }

            Assert.False(call.Caller.Ended.IsCompleted, "The caller was hung up on.");
            await ami.SendAsync(new SetvarAction(call.Id, "HOTLINE_AT", "offer-now"), stop);
            // The last redirect may still be obeyed, and cuts what rings then: it rings anew.
            PhoneCall again;
            do
            {
                again = await Hotline.RingsAsync(Osh);
                await again.AnswerAsync();
                await Task.WhenAny(again.PickedUp, again.Ended);
            }
            while (again.Ended.IsCompleted);
            await TalkAsync(call.Caller, again);
            await ending.CancelAsync();
            await Task.WhenAny(running);
        }
        finally
        {
            await call.Caller.HangUpAsync();
            File.Delete(SiteExtensions);
            await Hotline.SwitchAsync("dialplan reload");
        }
    }
}
