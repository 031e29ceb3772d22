namespace Hotline117.Asterisk.Actions;

/// <summary>Asks for a sign of life. Needs no privilege.</summary>
public sealed class PingAction() : AmiAction("Ping");

/// <summary>Chooses the classes of events for this session; lasts until the connection ends. Needs no privilege.</summary>
/// <param name="mask"><c>on</c>, <c>off</c>, or classes such as <c>call,user</c>.</param>
public sealed class EventsAction(string mask) : AmiAction("Events", ("EventMask", mask));

/// <summary>The reply has a header for each action that this user may send: a probe of write privileges that changes nothing.</summary>
public sealed class ListCommandsAction() : AmiAction("ListCommands");

/// <summary>Version, start times and limits of the server. Needs <c>system</c> or <c>reporting</c>.</summary>
public sealed class CoreSettingsAction() : AmiAction("CoreSettings");

/// <summary>Runs a CLI command; the reply's <see cref="AmiResponse.Output"/> has what it printed. Needs <c>command</c>.</summary>
public sealed class CommandAction(string command) : AmiAction("Command", ("Command", command));

/// <summary>Raises a <c>UserEvent</c> for all who listen. Needs <c>user</c>.</summary>
public sealed class UserEventAction(string name, params ReadOnlySpan<(string Name, string? Value)> headers)
    : AmiAction("UserEvent", [("UserEvent", name), .. headers]);
