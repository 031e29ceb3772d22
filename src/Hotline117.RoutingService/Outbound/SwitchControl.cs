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
    public const string TransferContext = "hotline-transfer";
    public const string TransferOfferContext = "hotline-transfer-offer";
    public const string TransferFailedContext = "hotline-transfer-failed";
    public const string TransferCancelledContext = "hotline-transfer-cancelled";
    public const string WrappedContext = "hotline-wrapped";
    private static readonly TimeSpan _legIsUpWithin = TimeSpan.FromSeconds(10);
    private const string LineFamily = "hotline117-line";
    private const string PlanFamily = "hotline117-plan";

    public string Name => name;

    /// <summary>What stands against calls being routed although the connection is up; null where nothing does.</summary>
    public string? Obstacle { get; set; }

    /// <exception cref="AmiException">The switch refused, or nobody knows whether it obeyed.</exception>
    public Task OfferAsync(string callId, string lineId, CancellationToken cancellation) => RedirectAsync(callId, OfferContext, lineId, cancellation);

    /// <inheritdoc cref="OfferAsync"/>
    public Task LetWaitAsync(string callId, CancellationToken cancellation) => RedirectAsync(callId, WaitContext, "s", cancellation);

    /// <inheritdoc cref="OfferAsync"/>
    public Task SendToEmergencyAsync(string callId, CancellationToken cancellation) => RedirectAsync(callId, EmergencyContext, "s", cancellation);

    /// <inheritdoc cref="OfferAsync"/>
    public Task OfferTransferAsync(string legId, string lineId, CancellationToken cancellation) => RedirectAsync(legId, TransferOfferContext, lineId, cancellation);

    /// <summary>Nobody is free; the leg tells the counsellor so.</summary>
    /// <inheritdoc cref="OfferAsync"/>
    public Task FailTransferAsync(string legId, CancellationToken cancellation) => RedirectAsync(legId, TransferFailedContext, "s", cancellation);

    /// <inheritdoc cref="OfferAsync"/>
    public Task CancelTransferAsync(string legId, CancellationToken cancellation) => RedirectAsync(legId, TransferCancelledContext, "s", cancellation);

    /// <summary>As if the counsellor had asked for it by key. Needs the AMI privilege <c>originate</c>.</summary>
    /// <inheritdoc cref="OfferAsync"/>
    public Task BeginTransferAsync(string callId, string to, CancellationToken cancellation) => SendAsync(
        new OriginateAction($"Local/s@{TransferContext}/n", $"{callId}-{Guid.NewGuid():N}", new OriginateTarget.Application("BridgeAdd", callId), _legIsUpWithin,
            variables: [new("__HOTLINE_CALL", callId), new("HOTLINE_TO", to)]), cancellation);

    /// <summary>Tells a counsellor who has keyed what a call was.</summary>
    /// <inheritdoc cref="OfferAsync"/>
    public Task AnswerWrapUpAsync(string channelId, bool stored, CancellationToken cancellation) =>
        RedirectAsync(channelId, WrappedContext, stored ? "stored" : "wrong", cancellation);

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
