using System.Security.Claims;
using Hotline117.Hosting.SignIn;

namespace Hotline117.Web.SignIn;

/// <summary>Which roles may open which page, and where each begins.</summary>
public static class PageAccess
{
    public const string DispatchPath = "/dispatch";
    public const string RostersPath = "/rosters";
    public const string DirectoryPath = "/directory";
    public const string StatisticsPath = "/statistics";
    public const string ChartsPath = "/statistics/charts";

    public const string Dispatch = $"{Roles.Dispatcher},{Roles.Coordinator},{Roles.Supervisor},{Roles.Administrator}";
    /// <summary>Who may act on the board; the router has the last word.</summary>
    public const string Act = $"{Roles.Dispatcher},{Roles.Supervisor},{Roles.Administrator}";

    /// <summary>Who may read a caller's number, for a reason that is kept; the router has the last word.</summary>
    public const string RevealNumbers = Roles.Supervisor;
    public const string Rosters = Dispatch;
    /// <summary>Who may change entries of the roster, a coordinator her own centre's; the router has the last word.</summary>
    public const string EditRosters = $"{Roles.Coordinator},{Roles.Supervisor},{Roles.Administrator}";

    /// <summary>Who may replace the roster as a whole; the router has the last word.</summary>
    public const string ReplaceRoster = $"{Roles.Supervisor},{Roles.Administrator}";

    /// <summary>Who may read which centres there are, a coordinator her own.</summary>
    public const string Directory = Dispatch;

    /// <summary>Who may open a secret centre, for a reason that is kept; the router has the last word.</summary>
    public const string OpenSecrets = $"{Roles.Supervisor},{Roles.Administrator}";

    /// <summary>Who may change a centre; the router has the last word.</summary>
    public const string EditDirectory = Roles.Administrator;
    public const string Statistics = $"{Roles.Ministry},{Roles.Supervisor},{Roles.Administrator}";

    /// <summary>Who may see what a centre did, a coordinator her own; ReportingService has the last word.</summary>
    public const string Statements = $"{Roles.Coordinator},{Roles.Supervisor},{Roles.Administrator}";

    /// <summary>Who runs the hotline and may see figures down to single calls.</summary>
    public const string ExactStatistics = $"{Roles.Supervisor},{Roles.Administrator}";

    public static bool IsIn(this ClaimsPrincipal user, string roles) => roles.Split(',').Any(user.IsInRole);

    /// <returns>Null for a role that has no page.</returns>
    public static string? HomeOf(string? role) => role switch
    {
        Roles.Dispatcher or Roles.Coordinator or Roles.Supervisor or Roles.Administrator => DispatchPath,
        Roles.Ministry => ChartsPath,
        _ => null,
    };
}
