using System.Diagnostics.Metrics;

namespace Hotline117.Web.Shared;

public static class WebTelemetry
{
    public const string Name = "Hotline117.Web";

    private static readonly Meter Meter = new(Name);

    public static readonly Counter<long> FeedLost =
        Meter.CreateCounter<long>("hotline117.web.feed.lost", description: "Connections to the live feed that failed or broke");

    public static readonly UpDownCounter<long> BoardsOpen =
        Meter.CreateUpDownCounter<long>("hotline117.web.boards.open", description: "Boards that are open in a browser now");

    public static readonly Counter<long> SignIns =
        Meter.CreateCounter<long>("hotline117.web.sign_ins", description: "Attempts to sign in, by outcome");
}
