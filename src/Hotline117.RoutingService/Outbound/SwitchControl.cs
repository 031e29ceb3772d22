using Hotline117.Asterisk;
using Hotline117.Asterisk.Actions;

namespace Hotline117.RoutingService.Outbound;

/// <summary>What the router may tell one Asterisk to do. Contexts and keys are those of <c>telephony-config/asterisk/extensions.conf</c>.</summary>
internal sealed class SwitchControl(string name, AmiClient ami)
{
    public const string OfferContext = "hotline-offer";
    public const string WaitContext = "hotline-wait";
    public const string EmergencyContext = "hotline-emergency";

    public string Name => name;

    /// <summary>What stands against calls being routed although the connection is up; null where nothing does.</summary>
    public string? Obstacle { get; set; }

    /// <param name="lines">Rung at once, the best first. Ids, at least one.</param>
    /// <exception cref="AmiException">The switch refused, or nobody knows whether it obeyed.</exception>
    public async Task OfferAsync(string callId, IReadOnlyList<string> lines, CancellationToken cancellation)
    {
        // An extension has no room for several ids. Where this is lost the first rings alone.
        if (lines.Count > 1)
        {
            await SendAsync(new SetvarAction(callId, "HOTLINE_LINES", string.Join('&', lines)), cancellation);
        }

        await RedirectAsync(callId, OfferContext, lines[0], cancellation);
    }

    /// <inheritdoc cref="OfferAsync"/>
    public Task LetWaitAsync(string callId, CancellationToken cancellation) => RedirectAsync(callId, WaitContext, "s", cancellation);

    /// <inheritdoc cref="OfferAsync"/>
    public Task SendToEmergencyAsync(string callId, CancellationToken cancellation) => RedirectAsync(callId, EmergencyContext, "s", cancellation);

    /// <returns>The number of the last thing that the dialplan has said of the call; null where the call is gone.</returns>
    /// <exception cref="AmiException">Nobody knows.</exception>
    public async Task<int?> StepOfAsync(string callId, CancellationToken cancellation) =>
        int.TryParse((await ami.SendAsync(new GetvarAction(callId, "HOTLINE_STEP"), cancellation))["Value"], out var step) ? step : null;

    /// <summary>Leaves an entry in the switch's database, which outlives its restart.</summary>
    /// <exception cref="AmiException">The switch refused, or nobody knows whether it obeyed.</exception>
    public Task KeepAsync(SwitchEntry entry, string value, CancellationToken cancellation) =>
        SendAsync(new DBPutAction(entry.Family, entry.Key, value), cancellation);

    /// <summary>It may be gone already.</summary>
    /// <inheritdoc cref="KeepAsync"/>
    public Task DropAsync(SwitchEntry entry, CancellationToken cancellation) => ami.SendAsync(new DBDelAction(entry.Family, entry.Key), cancellation);

    // A Uniqueid instead of the channel's name: a name could meanwhile belong to another call.
    private Task RedirectAsync(string callId, string context, string extension, CancellationToken cancellation) =>
        SendAsync(new RedirectAction(callId, context, extension), cancellation);

    private async Task SendAsync(AmiAction action, CancellationToken cancellation) =>
        (await ami.SendAsync(action, cancellation)).EnsureSuccess(action.Name);
}
