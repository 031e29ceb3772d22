using System.Globalization;
using Hotline117.Asterisk;
using Hotline117.Asterisk.Actions;
using Hotline117.Asterisk.Events;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Directory;
using Hotline117.RoutingService.Data;
using Hotline117.RoutingService.Inbound;

namespace Hotline117.RoutingService.Outbound;

/// <summary>What the router may tell one Asterisk to do. Contexts and keys are those of <c>telephony-config/asterisk/extensions.conf</c>.</summary>
internal sealed class SwitchControl(string name, AmiClient ami)
{
    public const string OfferContext = "hotline-offer";
    public const string WaitContext = "hotline-wait";
    public const string EmergencyContext = "hotline-emergency";
    public const string LateContext = "hotline-late";
    public const string KeptContext = "hotline-kept";
    public const string CallbackContext = "hotline-callback";
    private const string CallbackDialContext = "hotline-callback-dial";
    private const string CallbackNotedContext = "hotline-callback-noted";
    private const string CallbackFamily = "hotline117-callback";
    public const string TransferContext = "hotline-transfer";
    private const string TransferIntoContext = "hotline-transfer-into";
    public const string TransferOfferContext = "hotline-transfer-offer";
    public const string TransferFailedContext = "hotline-transfer-failed";
    public const string TransferCancelledContext = "hotline-transfer-cancelled";
    public const string WrappedContext = "hotline-wrapped";

    /// <summary>Whoever agrees to a callback has a number of the country's own, so written.</summary>
    private const int NationalDigits = 9;

    /// <summary>So long counsellors are rung, one after the other, before an attempt to call back is given up.</summary>
    private static readonly TimeSpan _longestAsking = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan _legIsUpWithin = TimeSpan.FromSeconds(10);

    public string Name => name;

    /// <summary>What stands against calls being routed although the connection is up; null where nothing does.</summary>
    public string? Obstacle { get; set; }

    /// <param name="step">Of the question that this answers: the switch obeys only an answer to its last one.</param>
    /// <param name="lines">Rung for one caller, the best first. Ids, at least one.</param>
    /// <param name="nextAfter">The first rings alone for so long, then the next one joins in, and so on.</param>
    /// <exception cref="AmiException">The switch refused, or nobody knows whether it obeyed.</exception>
    public async Task OfferAsync(string callId, int step, IReadOnlyList<string> lines, TimeSpan nextAfter, CancellationToken cancellation)
    {
        // An extension has no room for several ids. Where this is lost the first rings alone.
        if (lines.Count > 1)
        {
            await SendAsync(new SetvarAction(callId, "HOTLINE_LINES", string.Create(CultureInfo.InvariantCulture, $"{string.Join('&', lines)}/{nextAfter.TotalSeconds:0}")), cancellation);
        }

        await RedirectAsync(callId, OfferContext, string.Create(CultureInfo.InvariantCulture, $"{lines[0]}.{step}"), cancellation);
    }

    /// <inheritdoc cref="OfferAsync"/>
    public Task LetWaitAsync(string callId, int step, CancellationToken cancellation) =>
        RedirectAsync(callId, WaitContext, step.ToString(CultureInfo.InvariantCulture), cancellation);

    /// <inheritdoc cref="OfferAsync"/>
    public Task SendToEmergencyAsync(string callId, int step, CancellationToken cancellation) =>
        RedirectAsync(callId, EmergencyContext, step.ToString(CultureInfo.InvariantCulture), cancellation);

    /// <inheritdoc cref="OfferAsync"/>
    public Task OfferTransferAsync(string legId, string lineId, CancellationToken cancellation) => RedirectAsync(legId, TransferOfferContext, lineId, cancellation);

    /// <summary>Nobody is free; the leg tells the counsellor so.</summary>
    /// <inheritdoc cref="OfferAsync"/>
    public Task FailTransferAsync(string legId, CancellationToken cancellation) => RedirectAsync(legId, TransferFailedContext, "s", cancellation);

    /// <param name="channelId">The leg's, or the telephone's that was picked up.</param>
    /// <inheritdoc cref="OfferAsync"/>
    public Task CancelTransferAsync(string channelId, CancellationToken cancellation) => RedirectAsync(channelId, TransferCancelledContext, "s", cancellation);

    /// <summary>As if the counsellor had asked for it by key. Needs the AMI privilege <c>originate</c>.</summary>
    /// <param name="channelId">Of the leg's local channel (<see cref="Transfer.LegOf"/>); a second one with the same id is refused.</param>
    /// <param name="choice">Who alone shall be rung; null for whoever suits.</param>
    /// <inheritdoc cref="OfferAsync"/>
    public async Task BeginTransferAsync(string callId, string channelId, string to, TransferChoice? choice, CancellationToken cancellation)
    {
        List<KeyValuePair<string, string>> variables = [new("__HOTLINE_CALL", callId), new("HOTLINE_TO", to)];
        if (choice is not null)
        {
            // An account may be named in any letters.
            variables.AddRange([new("HOTLINE_CHOSEN", string.Join('&', choice.Lines)), new("HOTLINE_BY", Uri.EscapeDataString(choice.By))]);
        }

        await SendAsync(
            new OriginateAction($"Local/s@{TransferContext}", channelId, new OriginateTarget.Dialplan(TransferIntoContext, "s"), _legIsUpWithin, variables: variables), cancellation);
    }

    /// <summary>Tells a counsellor who has keyed what a call was.</summary>
    /// <inheritdoc cref="OfferAsync"/>
    public Task AnswerWrapUpAsync(string channelId, int round, bool stored, CancellationToken cancellation) =>
        RedirectAsync(channelId, WrappedContext, stored ? "stored" : string.Create(CultureInfo.InvariantCulture, $"repeat{round}"), cancellation);

    /// <returns>The number of the last thing that the dialplan has said of the call; null where the call is gone.</returns>
    /// <exception cref="AmiException">Nobody knows.</exception>
    public async Task<int?> StepOfAsync(string callId, CancellationToken cancellation) =>
        int.TryParse((await ami.SendAsync(new GetvarAction(callId, "HOTLINE_STEP"), cancellation))["Value"], out var step) ? step : null;

    /// <summary>Leaves an entry in the switch's database, which outlives its restart.</summary>
    /// <exception cref="AmiException">The switch refused, or nobody knows whether it obeyed.</exception>
    public Task KeepAsync(SwitchEntry entry, string value, CancellationToken cancellation) =>
        SendAsync(Variable(entry, value) ?? (AmiAction)new DBPutAction(entry.Family, entry.Key, value), cancellation);

    /// <summary>It may be gone already.</summary>
    /// <inheritdoc cref="KeepAsync"/>
    public Task DropAsync(SwitchEntry entry, CancellationToken cancellation) =>
        ami.SendAsync(Variable(entry, "") ?? (AmiAction)new DBDelAction(entry.Family, entry.Key), cancellation);

    /// <param name="until">In seconds since 1970: so long callers are asked to key in a spoken number. A switch that restarts forgets it.</param>
    /// <inheritdoc cref="KeepAsync"/>
    public Task AskForCodeAsync(string until, CancellationToken cancellation) => SendAsync(new SetvarAction(null, "HOTLINE_CODE_UNTIL", until), cancellation);

    /// <param name="ago">Since the caller was gone.</param>
    /// <returns>What the switch has written down of a call that has ended; null where it has nothing.</returns>
    /// <exception cref="AmiException">Nobody knows.</exception>
    public async Task<CallRecord?> FindRecordAsync(HungUp gone, TimeSpan ago, Geography country, CentreDirectory directory, CancellationToken cancellation)
    {
        // By its own clock.
        var goneAt = await NowAsync(cancellation) - ago ?? gone.At;
        foreach (var minutes in (int[])[0, -1, 1])
        {
            var minute = goneAt.AddMinutes(minutes).UtcDateTime.ToString(SwitchRecords.MinuteFormat, CultureInfo.InvariantCulture);
            if ((await ami.SendAsync(new GetvarAction(null, $"DB({SwitchRecords.Family}/{minute}/{gone.CallId})"), cancellation))["Value"] is { Length: > 0 } record)
            {
                return SwitchRecords.Read(gone.CallId, record, hasEnded: true, country, directory) is { } read ? read with { At = gone.At } : null;
            }
        }

        return null;
    }

    /// <returns>What the switch has written down of calls, for routers that were not there: entries of <c>DBGetTreeResponse</c>. Null where the list broke off.</returns>
    /// <exception cref="AmiException">Nobody knows.</exception>
    public async Task<IReadOnlyList<AmiEvent>?> RecordsAsync(CancellationToken cancellation) =>
        await ami.SendListAsync(new DBGetTreeAction(SwitchRecords.Family), cancellation) is { IsComplete: true } all ? all.Items : null;

    /// <summary>The channel begins anew what it is in.</summary>
    /// <param name="context"><see cref="LateContext"/> for a caller, or the leg of a transfer; <see cref="KeptContext"/> for a telephone whose caller has left.</param>
    /// <inheritdoc cref="OfferAsync"/>
    public Task LeadOnAsync(string channelId, string context, CancellationToken cancellation) => RedirectAsync(channelId, context, "s", cancellation);

    /// <returns>The time by the switch's own clock, in whole seconds; null where it does not say.</returns>
    /// <exception cref="AmiException">Nobody knows.</exception>
    public Task<DateTimeOffset?> NowAsync(CancellationToken cancellation) => SecondAsync(null, "EPOCH", cancellation);

    /// <returns>When the wait began that the channel is in, by the switch's own clock, in whole seconds; null where it does not say.</returns>
    /// <exception cref="AmiException">Nobody knows, or it is gone.</exception>
    public Task<DateTimeOffset?> WaitsSinceAsync(string channelId, CancellationToken cancellation) => SecondAsync(channelId, "HOTLINE_SINCE", cancellation);

    private async Task<DateTimeOffset?> SecondAsync(string? channelId, string variable, CancellationToken cancellation) =>
        (await ami.SendAsync(new GetvarAction(channelId, variable), cancellation))["Value"] is { Length: > 0 } seconds ? SwitchRecords.Moment($"{seconds}000") : null;

    /// <summary>The minute by the switch's own clock, as its records name it.</summary>
    /// <exception cref="AmiException">Nobody knows.</exception>
    public async Task<string> MinuteAsync(CancellationToken cancellation) =>
        (await ami.SendAsync(new GetvarAction(null, "STRFTIME(,UTC,%Y%m%d%H%M)"), cancellation))["Value"] ?? "";

    /// <summary>They may be gone already.</summary>
    /// <inheritdoc cref="KeepAsync"/>
    public Task DropRecordsAsync(string minute, CancellationToken cancellation) => ami.SendAsync(new DBDelTreeAction(SwitchRecords.Family, minute), cancellation);

    /// <summary>So many records are left: beyond a number the switch notes no more.</summary>
    /// <inheritdoc cref="KeepAsync"/>
    public Task CountRecordsAsync(int left, CancellationToken cancellation) =>
        SendAsync(new SetvarAction(null, "HOTLINE_RECORDS", left.ToString(CultureInfo.InvariantCulture)), cancellation);

    /// <returns>When somebody picked up, by the switch's clock; null where nobody has.</returns>
    /// <exception cref="AmiException">Nobody knows.</exception>
    public async Task<DateTimeOffset?> AnsweredAtAsync(string callId, CancellationToken cancellation) =>
        SwitchRecords.Moment((await ami.SendAsync(new GetvarAction(callId, "SHARED(HOTLINE_ANSWERED)"), cancellation))["Value"] ?? "");

    /// <returns>The channel with which the caller was joined, and its account code; null where the call is gone. See <see cref="SwitchSignals.Answered"/>.</returns>
    /// <exception cref="AmiException">Nobody knows.</exception>
    public Task<(string Channel, string Rang)?> AnsweredByAsync(string callId, CancellationToken cancellation) =>
        ReadAsync(callId, "DIALEDPEERNAME", "CHANNEL(peeraccount)", cancellation);

    /// <returns>The telephone's channel of whoever has the call, empty where she has left; and the leg's by which it is handed over, or once somebody has picked up
    /// that telephone's, until she has the call. Both are names, as the dialplan keeps them. Null where the call is gone.</returns>
    /// <exception cref="AmiException">Nobody knows.</exception>
    public Task<(string Has, string Other)?> WhoHasAsync(string callId, CancellationToken cancellation) =>
        ReadAsync(callId, "SHARED(HOTLINE_PEER)", "SHARED(HOTLINE_LEG)", cancellation);

    /// <summary>A call may go between two questions: what is read of it then must not pass for empty.</summary>
    private async Task<(string, string)?> ReadAsync(string callId, string one, string other, CancellationToken cancellation)
    {
        var (first, second) = (await ami.SendAsync(new GetvarAction(callId, one), cancellation), await ami.SendAsync(new GetvarAction(callId, other), cancellation));
        return first.IsSuccess && second.IsSuccess ? (first["Value"] ?? "", second["Value"] ?? "") : null;
    }

    /// <summary>The caller hears that it is noted; the switch keeps the number until then.</summary>
    /// <inheritdoc cref="OfferAsync"/>
    public Task NoteCallbackAsync(string callId, int step, string callbackId, DateTimeOffset until, CancellationToken cancellation) =>
        RedirectAsync(callId, CallbackNotedContext, FormattableString.Invariant($"{callbackId}-{until.ToUnixTimeSeconds()}.{step}"), cancellation);

    /// <summary>A counsellor is rung, who has the caller rung. The switch alone knows the number.</summary>
    /// <param name="channelId">Of the channel that does it; a second one with the same id is refused.</param>
    /// <inheritdoc cref="OfferAsync"/>
    public Task CallBackAsync(string callbackId, string channelId, CancellationToken cancellation) => SendAsync(
        new OriginateAction($"Local/{callbackId}@{CallbackContext}/n", channelId, new OriginateTarget.Dialplan(CallbackDialContext, callbackId), _longestAsking), cancellation);

    /// <returns>The caller's number, as it is dialled in the country; null where the call is gone. For one person's eyes: it is not to be kept, logged or traced.</returns>
    /// <exception cref="AmiException">Nobody knows.</exception>
    public async Task<string?> NumberOfAsync(string callId, CancellationToken cancellation) =>
        (await ami.SendAsync(new GetvarAction(callId, "HOTLINE_CALLER"), cancellation))["Value"] is { Length: >= NationalDigits } number ? $"0{number[^NationalDigits..]}" : null;

    public Task ForgetCallbackAsync(string callbackId, CancellationToken cancellation) => DropAsync(new(CallbackFamily, callbackId), cancellation);

    /// <returns>What stands against calling back, and how to mend it; null where nothing does.</returns>
    /// <exception cref="AmiException">Nobody knows.</exception>
    public async Task<string?> FindCallbackObstacleAsync(CancellationToken cancellation)
    {
        if ((await ami.SendAsync(new ListCommandsAction(), cancellation))["Originate"] is null)
        {
            return $"{name}: the AMI account lacks the write privilege originate: add it to 'write' in manager.conf and reload.";
        }

        foreach (var context in new[] { CallbackContext, CallbackDialContext, CallbackNotedContext })
        {
            if ((await ami.SendAsync(new GetvarAction(null, $"DIALPLAN_EXISTS({context},any,1)"), cancellation))["Value"] != "1")
            {
                return $"{name}: the dialplan has no context [{context}]: load telephony-config/asterisk/extensions.conf.";
            }
        }

        return null;
    }

    // A dial group is written to the database as well, but read from memory: no ring waits for the switch's disk.
    /// <returns>Null for what lies in the switch's database.</returns>
    private static SetvarAction? Variable(SwitchEntry entry, string value) => entry.Family switch
    {
        SwitchKnowledge.Lines => new(null, $"DIALGROUP({entry.Family}-{entry.Key})", value),
        SwitchKnowledge.InMemory => new(null, entry.Key, value),
        _ => null,
    };

    // A Uniqueid instead of the channel's name: a name could meanwhile belong to another call.
    private Task RedirectAsync(string callId, string context, string extension, CancellationToken cancellation) =>
        SendAsync(new RedirectAction(callId, context, extension), cancellation);

    private async Task SendAsync(AmiAction action, CancellationToken cancellation) =>
        (await ami.SendAsync(action, cancellation)).EnsureSuccess(action.Name);
}
