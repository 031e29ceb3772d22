using System.Globalization;

namespace Hotline117.Asterisk.Actions;

// A channel is named by its name or, without the race of a reused name, by its Uniqueid.

/// <summary>
/// Sends a channel to another place of the dialplan. A missing extension is answered with success and the channel is hung up:
/// redirect to a pattern that always exists. Needs <c>call</c>.
/// </summary>
public sealed class RedirectAction(string channel, string context, string exten, int priority = 1) : AmiAction("Redirect",
    ("Channel", channel), ("Context", context), ("Exten", exten), ("Priority", priority.ToString(CultureInfo.InvariantCulture)));

/// <summary>
/// Sets a variable or function of a channel, or a global one where there is no channel. Functions that could harm the server, as
/// <c>DB(…)</c>, are refused with "Variable not set" unless asterisk.conf has <c>live_dangerously</c>. Needs <c>call</c>.
/// </summary>
public sealed class SetvarAction(string? channel, string variable, string value) : AmiAction("Setvar",
    ("Channel", channel), ("Variable", variable), ("Value", value));

/// <summary>Reads a variable or function of a channel, or a global one; the reply has it under <c>Value</c>. Needs <c>call</c> or <c>reporting</c>.</summary>
public sealed class GetvarAction(string? channel, string variable) : AmiAction("Getvar",
    ("Channel", channel), ("Variable", variable));

/// <summary>Ends a channel. Needs <c>call</c> or <c>system</c>.</summary>
/// <param name="cause">Q.850 cause, 1 to 127; null means normal clearing.</param>
public sealed class HangupAction(string channel, int? cause = null) : AmiAction("Hangup",
    ("Channel", channel), ("Cause", cause?.ToString(CultureInfo.InvariantCulture)));

/// <summary>Lists the channels as <c>Status</c> events: a snapshot that needs only <c>call</c> (or <c>system</c>, <c>reporting</c>).</summary>
/// <param name="channel">Null means all.</param>
/// <param name="variables">Comma-separated names of variables to add as <c>Variable: name=value</c>.</param>
public sealed class StatusAction(string? channel = null, string? variables = null) : AmiAction("Status",
    ("Channel", channel), ("Variables", variables));

/// <summary>Lists the channels as <c>CoreShowChannel</c> events. Needs <c>reporting</c> or <c>system</c>.</summary>
public sealed class CoreShowChannelsAction() : AmiAction("CoreShowChannels");

/// <summary>Lists the state of all devices as <c>DeviceStateChange</c> events. Needs <c>call</c> or <c>reporting</c>.</summary>
public sealed class DeviceStateListAction() : AmiAction("DeviceStateList");
