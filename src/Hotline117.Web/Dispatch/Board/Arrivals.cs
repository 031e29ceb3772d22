namespace Hotline117.Web.Dispatch.Board;

public static class Arrivals
{
    /// <summary>The newest call that waits now and did not before; null where there is none.</summary>
    public static CallView? Newest(IReadOnlyList<CallView> before, IReadOnlyList<CallView> now)
    {
        var known = before.Select(call => call.CallId).ToHashSet();
        return now.LastOrDefault(call => !known.Contains(call.CallId));
    }
}
