namespace Hotline117.Web.Rosters;

/// <summary>A change of the roster, from the audit trail.</summary>
/// <param name="Changes">Ids, each after <c>+</c>, <c>-</c> or <c>~</c> for what was added, removed and changed.</param>
public sealed record RosterEdit(DateTimeOffset At, string Actor, string Target, IReadOnlyList<string> Changes);

/// <summary>An entry of the audit trail with its place in it.</summary>
public sealed record StoredEdit(string Id, RosterEdit Entry);

public static class RosterEdits
{
    /// <summary>The newest entry's id: what comes after it somebody has not seen.</summary>
    public static string Newest(IReadOnlyList<StoredEdit> trail) => trail.Count > 0 ? trail[0].Id : "";

    /// <param name="trail">The newest first.</param>
    /// <returns>What has become of the roster, or of the directory, since, the newest first.</returns>
    public static IReadOnlyList<RosterEdit> Since(IReadOnlyList<StoredEdit> trail, string seen, string target = "roster") =>
        [.. trail.TakeWhile(stored => stored.Id != seen).Select(stored => stored.Entry).Where(edit => edit.Target == target)];
}
