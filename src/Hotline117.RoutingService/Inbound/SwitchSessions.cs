using Hotline117.RoutingService.Outbound;

namespace Hotline117.RoutingService.Inbound;

internal static class SwitchSessions
{
    /// <returns>How to tell the call's switch what to do; null while none of them can be told anything of it.</returns>
    public static SwitchControl? ControlOf(this IReadOnlyList<SwitchSession> switches, string callId) =>
        switches.Select(each => each.ControlOf(callId)).FirstOrDefault(control => control is not null);
}
