using Hotline117.Contracts;

namespace Hotline117.Web.Dispatch.Callbacks;

/// <summary>Somebody who has agreed to be called back, as RoutingService's <c>GET /api/v1/callbacks</c> tells it. It has neither the number nor the word.</summary>
/// <param name="Phase"><c>agreed</c> (the caller is still on the line), <c>open</c> or <c>calling</c>.</param>
/// <param name="From">Since when the caller called it safe,</param>
/// <param name="To">and until when.</param>
/// <param name="NextAt">Not earlier a counsellor is rung for it.</param>
/// <param name="Tries">How often the caller's telephone was rung.</param>
public sealed record OpenCallback(
    string CallbackId, string Phase, DateTimeOffset From, DateTimeOffset To, DateTimeOffset NextAt, string? Region, string? Language, string? Service, Gender? Gender, int Tries)
{
    /// <summary>It can be made sooner than by itself, within the time that is safe.</summary>
    public bool CanBeBroughtForward(DateTimeOffset now) => Phase == "open" && NextAt > now && From <= now && now < To;
}
