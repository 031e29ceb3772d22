using System.Globalization;
using System.Text;
using Hotline117.Asterisk.Protocol;

namespace Hotline117.Asterisk.Actions;

/// <summary>Where an originated channel goes once it is answered.</summary>
public abstract record OriginateTarget
{
    private OriginateTarget() { }

    public sealed record Dialplan(string Context, string Exten, int Priority = 1) : OriginateTarget;

    public sealed record Application(string Name, string Data = "") : OriginateTarget;
}

/// <summary>
/// Rings a channel. Always <c>Async: true</c>, since a synchronous one blocks the whole session; the outcome is an
/// <c>OriginateResponse</c> event. Needs <c>originate</c>.
/// </summary>
public sealed class OriginateAction : AmiAction
{
    /// <param name="channel">What to ring, for instance <c>PJSIP/line-7</c>.</param>
    /// <param name="channelId">The new channel's Uniqueid: a second attempt with the same one fails, so it makes trying again safe.</param>
    /// <param name="ringFor">How long to ring; null means the server's 30 s.</param>
    /// <param name="variables">Set on the new channel; any value is passed on exactly.</param>
    public OriginateAction(string channel, string channelId, OriginateTarget target, TimeSpan? ringFor = null,
        string? callerId = null, IEnumerable<KeyValuePair<string, string>>? variables = null)
        : base("Originate", [
            ("Async", "true"),
            ("Channel", channel),
            ("ChannelId", channelId),
            .. Headers(target),
            ("Timeout", ringFor is { } time ? ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) : null),
            ("CallerID", callerId),
            .. (variables ?? []).Select(variable => ("Variable", (string?)$"{Escaped(NameOf(variable))}={Escaped(variable.Value)}")),
        ])
    {
    }

    private static new (string, string?)[] Headers(OriginateTarget target) => target switch
    {
        OriginateTarget.Dialplan to =>
            [("Context", to.Context), ("Exten", to.Exten), ("Priority", to.Priority.ToString(CultureInfo.InvariantCulture))],
        OriginateTarget.Application run => [("Application", run.Name), ("Data", run.Data)],
        _ => throw new ArgumentNullException(nameof(target)),
    };

    // The server ends the name at the first equals sign.
    private static string NameOf(KeyValuePair<string, string> variable) => variable.Key.Length > 0 && !variable.Key.Contains('=')
        ? variable.Key
        : throw new ArgumentException($"variable name '{HeaderRules.Shown(variable.Key)}': it must not be empty or hold an equals sign", nameof(variable));

    // The server splits the header as an application's arguments: commas, unless quoted, in brackets or escaped.
    private static string Escaped(string value)
    {
        var escaped = new StringBuilder(value.Length);
        foreach (var c in value)
            escaped.Append(c is '\\' or ',' or '"' or '(' or ')' or '[' or ']' ? "\\" : "").Append(c);
        return escaped.ToString();
    }
}
