using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Contracts.Events;
using Hotline117.Hosting.SignIn;
using Hotline117.IntegrationTests.Secrecy;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Callbacks;

/// <summary>Callers who agree to be called back. The caller's own telephone hangs on the centres' trunk as all do.</summary>
[Collection(nameof(SecondHotline))]
public abstract class CallbackCalls(SecondHotline hotline) : CallTests(hotline)
{
    /// <summary>Nowhere else, so that searches for it mean something.</summary>
    protected const string National = "555294817";
    protected const string Mobile = "0" + National;
    protected const double CounsellorsTone = 700;
    protected const double CallersTone = 1150;

    /// <summary>Routers look each second.</summary>
    protected static readonly TimeSpan Looked = TimeSpan.FromSeconds(4);

    /// <summary>Talks with the only counsellor, so that others wait.</summary>
    protected HotlineCall? Filler { get; private set; }

    /// <summary>No prompts but one, which a test would have to sit through.</summary>
    protected async Task OfferAsync()
    {
        await Hotline.SetGlobalAsync("CALLBACK_OFFER", "silence/1");
        await Hotline.SetGlobalAsync("WAITING", "");
        foreach (var prompt in new[] { "CONSENT", "WINDOW_MENU", "WORD_MENU", "NOTED", "REFUSED", "TAKE", "UNREACHED" })
        {
            await Hotline.SetGlobalAsync($"CALLBACK_{prompt}", "");
        }

        await Hotline.SetGlobalAsync("WAIT_SECONDS", "60");
        await Hotline.SetGlobalAsync("KEY_SECONDS", "2");
        await Hotline.SetGlobalAsync("TAKE_SECONDS", "3");
    }

    protected async Task<(HotlineCall Call, CallbackAsked Asked)> AgreeAsync(string number = Mobile, int word = 1)
    {
        await OfferAsync();
        await Hotline.SetGlobalAsync("KEY_SECONDS", "8");
        await EverybodyTalksAsync();
        var call = await WaitingAsync(number);
        await PressAllAsync(call.Caller, word);
        var asked = await call.NextAsync<CallbackAsked>();
        await Until.TrueAsync(async () => (await EntryAsync()).Any(entry => entry.Contains(asked.To.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)));
        return (call, asked);
    }

    /// <summary>3 to ask for it, 1 to agree, 1 for the first window, and the word.</summary>
    protected static async Task PressAllAsync(Caller caller, int word = 1)
    {
        foreach (var key in new[] { 3, 1, 1, word })
        {
            await caller.PressAsync(key);
            await Task.Delay(TimeSpan.FromSeconds(0.5), TestContext.Current.CancellationToken);
        }
    }

    protected Task<HotlineCall> WaitingAsync(string number = Mobile) => WaitingAsync(CallerIdentity.Of(number));

    protected async Task<HotlineCall> WaitingAsync(CallerIdentity identity)
    {
        var call = await Hotline.DialAsync(identity);
        await call.IsInAsync("hotline-wait-now");
        return call;
    }

    /// <summary>Somebody must be on shift, or callers would be sent to the emergency line.</summary>
    protected async Task EverybodyTalksAsync()
    {
        if (Filler is null)
        {
            await Hotline.OnShiftAsync(Talas);
            Filler = await Hotline.DialAsync(CallerInNaryn);
            await Filler.NextAsync<CallAnswered>();
        }
    }

    protected async Task QuietAsync()
    {
        await Filler!.HangUpAndSettleAsync();
        await Hotline.AllQuietAsync();
    }

    protected async Task<PhoneCall> TakeAsync()
    {
        var counsellor = await Hotline.RingsAsync(Osh, Until.Patience);
        await Until.DoneAsync(counsellor.PickedUp);
        await counsellor.PressAsync(1);
        return counsellor;
    }

    protected static async Task<(CallbackOutcome, int)> EndAsync(HotlineCall call)
    {
        var ended = await call.NextAsync<CallbackEnded>();
        return (ended.Outcome, ended.Tries);
    }

    protected async Task<JsonElement> OpenAsync() => Assert.Single(await Hotline.GetAsync<IReadOnlyList<JsonElement>>("/api/v1/callbacks"));

    protected async Task CancelAllAsync()
    {
        foreach (var open in await Hotline.GetAsync<IReadOnlyList<JsonElement>>("/api/v1/callbacks"))
        {
            using var _ = await Hotline.SendAsync(
                HttpMethod.Delete, $"{Hotline.Stack.Endpoints.Routing}/api/v1/callbacks/{open.GetProperty("callbackId").GetString()}?reason=test", Roles.Dispatcher);
        }

        await ForgottenAsync();
    }

    protected async Task<IReadOnlyList<string>> EntryAsync() =>
        [.. (await Hotline.SwitchAsync("database show hotline117-callback")).Split('\n').Where(line => line.StartsWith("/hotline117-callback/", StringComparison.Ordinal))];

    /// <summary>How many numbers the switch has.</summary>
    protected async Task<int> RestingAsync() => (await EntryAsync()).Count;

    protected Task ForgottenAsync() => Until.TrueAsync(async () => await RestingAsync() == 0, what: "the switch has forgotten every number");

    /// <summary>Neither a number nor a name, and nothing of the hotline.</summary>
    protected static void AssertWithheld(SipMessage invite)
    {
        Assert.Contains("anonymous@anonymous.invalid", invite["From"], StringComparison.OrdinalIgnoreCase);
        Assert.Equal("id", invite["Privacy"]);
        Assert.Empty(invite["P-Asserted-Identity"] + invite["Remote-Party-ID"] + invite["Diversion"]);
        foreach (var word in new[] { "hotline", "apples", "<sip:117", "\"117\"" })
        {
            Assert.DoesNotContain(word, invite.ToString(), StringComparison.OrdinalIgnoreCase);
        }
    }

    protected async Task NowhereAsync()
    {
        var needles = new Needles(National);
        var found = new List<string>();
        await foreach (var (place, content) in Everything.OfAsync(Hotline))
        {
            found.AddRange(needles.In(content).Select(form => $"{place}: {form}"));
        }

        Assert.Empty(found);
    }

    protected sealed record Attempt(string CallId, IReadOnlyList<Explanation> Decisions);

    protected sealed record Explained(IReadOnlyList<Attempt> Attempts);
}
