namespace Hotline117.Web.Dispatch.Feed;

/// <summary>What every open board shows.</summary>
/// <param name="Live">Null until the first snapshot.</param>
/// <param name="Now">The server's time when this was published; the browser's seconds run from it.</param>
/// <param name="StaleSince">When the feed was last heard, while it is silent; null while all is well.</param>
public sealed record BoardState(LiveState? Live, DateTimeOffset Now, DateTimeOffset? StaleSince);
