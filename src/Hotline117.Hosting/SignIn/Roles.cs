namespace Hotline117.Hosting.SignIn;

/// <summary>Who may do what. People and machines hold exactly one role.</summary>
public static class Roles
{
    public const string Dispatcher = "dispatcher";
    /// <summary>Sees and edits one centre, see <see cref="OwnCentre"/>.</summary>
    public const string Coordinator = "coordinator";
    public const string Supervisor = "supervisor";
    public const string Ministry = "ministry";
    public const string Administrator = "administrator";
    /// <summary>Another part of the hotline.</summary>
    public const string Service = "service";
    /// <summary>Reads <c>/metrics</c> and nothing else.</summary>
    public const string Monitor = "monitor";

    /// <summary>Those of people; the others are for machines.</summary>
    public static IReadOnlyList<string> People { get; } = [Dispatcher, Coordinator, Supervisor, Ministry, Administrator];

    /// <summary>
    /// Those that a program may hold which signs in at the site's provider. None of them speaks for people, is bound to a centre, or opens what is secret: the
    /// provider's word alone is not enough for that.
    /// </summary>
    public static IReadOnlyList<string> Clients { get; } = [Dispatcher, Ministry, Monitor];

    public static IReadOnlyList<string> All { get; } =
        [.. People, Service, Monitor];
}
