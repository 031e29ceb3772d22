namespace Hotline117.ReportingService.Staffing;

/// <summary>The loss system M/M/n/n (A. K. Erlang 1917): who finds all servers busy goes away.</summary>
public static class ErlangB
{
    /// <summary>By the recursion over the servers, in which no number leaves 0 to 1: there is no factorial that could overflow.</summary>
    /// <param name="load">In erlangs.</param>
    /// <returns>The probability that all servers are busy; 1 where there is none.</returns>
    public static double Blocked(int servers, double load)
    {
        var blocked = 1.0;
        for (var server = 1; server <= servers; server++)
        {
            blocked = load * blocked / (server + (load * blocked));
        }

        return blocked;
    }
}
