using System.Security.Cryptography;
using Hotline117.Asterisk;
using Hotline117.Asterisk.Actions;
using Hotline117.Routing.Directory;

namespace Hotline117.RoutingService.Outbound;

/// <summary>What the router may tell one Asterisk to do. Contexts and keys are those of <c>telephony-config/asterisk/extensions.conf</c>.</summary>
internal sealed class SwitchControl(string name, AmiClient ami, byte[] lineKey)
{
    public const string OfferContext = "hotline-offer";
    public const string WaitContext = "hotline-wait";
    public const string EmergencyContext = "hotline-emergency";
    private const string LineFamily = "hotline117-line";
    private const string PlanFamily = "hotline117-plan";

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

    /// <summary>What the dialplan dials for a line: a number on the trunk, or <c>@</c> and the name of an endpoint; after a <c>!</c> where the call is taken by key.</summary>
    public static string TargetOf(Line line) => (line.TakenByKey ? "!" : "") + (line.Endpoint is { } endpoint ? $"@{endpoint}" : line.Number);

    /// <summary>Leaves what a line dials with the switch, sealed; the dialplan opens it with the same key.</summary>
    public Task TeachLineAsync(string lineId, string target, CancellationToken cancellation) =>
        SendAsync(new DBPutAction(LineFamily, lineId, Seal(target)), cancellation);

    public Task ForgetLineAsync(string lineId, CancellationToken cancellation) =>
        ami.SendAsync(new DBDelAction(LineFamily, lineId), cancellation);

    /// <param name="plan">Ids of the lines to ring when no router answers, first to last, with commas between them.</param>
    public Task TeachPlanAsync(string plan, CancellationToken cancellation) =>
        SendAsync(new DBPutAction(PlanFamily, "country", plan), cancellation);

    // A Uniqueid instead of the channel's name: a name could meanwhile belong to another call.
    private Task RedirectAsync(string callId, string context, string extension, CancellationToken cancellation) =>
        SendAsync(new RedirectAction(callId, context, extension), cancellation);

    private async Task SendAsync(AmiAction action, CancellationToken cancellation) =>
        (await ami.SendAsync(action, cancellation)).EnsureSuccess(action.Name);

    // AES_DECRYPT of Asterisk's func_aes: AES-128 in ECB mode, zero padded, base64.
    private string Seal(string target)
    {
        var padded = new byte[(target.Length + 15) / 16 * 16];
        System.Text.Encoding.ASCII.GetBytes(target, padded);
        using var aes = Aes.Create();
        aes.Key = lineKey;
#pragma warning disable CA5358 // The mode is the switch's; a number is one or two blocks, so that no pattern shows.
        return Convert.ToBase64String(aes.EncryptEcb(padded, PaddingMode.None));
#pragma warning restore CA5358
    }
}
