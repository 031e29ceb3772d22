using System.Globalization;
using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Contracts.Live;
using Hotline117.Contracts.Public;
using Hotline117.Contracts.Statistics;
using Hotline117.ReportingService.Statistics.Publication;

namespace Hotline117.BrowserTests.World;

/// <summary>Calls, centres and figures to show. The names are made up.</summary>
public static class Sample
{
    public static object[] Regions { get; } =
    [
        new { Id = "bishkek", Name = new LocalizedText("Бишкек шаары", "город Бишкек", "Bishkek") },
        new { Id = "osh-city", Name = new LocalizedText("Ош шаары", "город Ош", "Osh (city)") },
        new { Id = "jalal-abad", Name = new LocalizedText("Жалал-Абад облусу", "Джалал-Абадская область", "Jalal-Abad") },
        new { Id = "naryn", Name = new LocalizedText("Нарын облусу", "Нарынская область", "Naryn") },
    ];

    public static LiveCall Call(string id, CallPhase phase, int secondsAgo = 5, string? region = "osh-city", string? centre = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        var ringsOrTalks = phase is CallPhase.Ringing or CallPhase.Talking;
        return new LiveCall
        {
            CallId = id,
            Phase = phase,
            ReceivedAt = now.AddSeconds(-secondsAgo),
            PlaceSince = now.AddSeconds(-secondsAgo),
            PhaseSince = now.AddSeconds(-secondsAgo * 0.6),
            Region = region,
            RegionSource = region is null ? RegionSource.Unknown : RegionSource.AreaCode,
            RegionCertainty = region is null ? RegionCertainty.None : RegionCertainty.Medium,
            Language = "ky",
            Attempt = 1,
            LineId = ringsOrTalks ? $"{centre ?? "ak-bata"}-1" : null,
            CentreId = ringsOrTalks ? centre ?? "ak-bata" : null,
            Source = OfferSource.Router,
        };
    }

    public static LiveCentre Centre(string id, string name, string town, string region, bool onShift = true, int reserved = 0)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new LiveCentre
        {
            CentreId = id,
            Name = new LocalizedText(null, null, name),
            Town = town,
            Region = region,
            OnShift = onShift,
            ShiftChangesAt = now.AddHours(onShift ? 3 : 20),
            Lines = [new LiveLine($"{id}-1", 1, Math.Min(reserved, 1), onShift), new LiveLine($"{id}-2", 1, Math.Max(0, reserved - 1), onShift)],
        };
    }

    public static LineStop Pause(string by = "aida", string reason = "Training", string kind = "pause") => new(kind, by, reason, TimeProvider.System.GetUtcNow(), Until: null);

    /// <summary>A centre as it is, but for one thing that keeps its second line, or all of them, from being rung.</summary>
    public static LiveCentre Stopped(LiveCentre centre, LineStop? stop) => centre with
    {
        Lines = [.. centre.Lines.Select((line, i) => i == 1 || stop?.Kind is "centrePause" ? line with { Stop = stop } : line)],
    };

    /// <summary>Every decision of the call, oldest first.</summary>
    public static Explanation[] Decisions(string callId) =>
    [
        Decision(callId, 20, Verdict.Busy, Verdict.FurtherAway) with { ChosenLineId = null, Ahead = 2 },
        Decision(callId, 8, Verdict.Busy, Verdict.AlreadyTried) with { Attempt = 2, Relaxed = [Requirement.Language] },
    ];

    private static Explanation Decision(string callId, int secondsAgo, Verdict near, Verdict next) => new()
    {
        CallId = callId,
        Attempt = 1,
        DecidedAt = TimeProvider.System.GetUtcNow().AddSeconds(-secondsAgo),
        Region = "osh-city",
        RegionSource = RegionSource.AreaCode,
        RegionCertainty = RegionCertainty.Medium,
        Language = "ky",
        Season = Season.Winter,
        DirectoryVersion = "d1",
        RosterVersion = "r1",
        PolicyVersion = "p1",
        SnapshotAgeSeconds = 0.2,
        ChosenLineId = null,
        Considered =
        [
            new() { LineId = "ak-bata-1", CentreId = "ak-bata", TravelMinutes = 3, Verdict = near },
            new() { LineId = "ak-bata-2", CentreId = "ak-bata", TravelMinutes = 3, Verdict = near },
            new() { LineId = "tendesh-1", CentreId = "tendesh", TravelMinutes = 402, Verdict = next },
            new() { LineId = "sezim-2", CentreId = "sezim", TravelMinutes = 640, Verdict = Verdict.OtherLanguage },
            new() { LineId = "kanym-1", CentreId = "kanym", TravelMinutes = 95, Verdict = Verdict.OffShift },
        ],
    };

    public static LiveCentre[] Centres =>
    [
        Centre("ak-bata", "Ak Bata Crisis Centre", "Osh", "osh-city", reserved: 2),
        Centre("sezim", "Sezim", "Bishkek", "bishkek", reserved: 1),
        Centre("tendesh", "Tendesh", "Naryn", "naryn"),
        Centre("kanym", "Kanym-Kelin Women's Support Centre", "Jalal-Abad", "jalal-abad", onShift: false),
    ];

    public static LiveCall[] BusyEvening =>
    [
        Call("w-1", CallPhase.Waiting, 154) with { Service = "legal", Gender = Gender.Female },
        Call("w-2", CallPhase.Waiting, 41, region: null) with { Language = null },
        Call("w-3", CallPhase.Waiting, 8, "jalal-abad") with { Language = "uz", RegionCertainty = RegionCertainty.High, RegionSource = RegionSource.Keypad },
        Call("r-1", CallPhase.Ringing, 33, "naryn", "tendesh") with { Attempt = 2, Also = ["sezim-2"], AlsoAfterSeconds = 8 },
        Call("r-2", CallPhase.Ringing, 9, "bishkek", "sezim") with { Source = OfferSource.SwitchFallback, Language = "ru" },
        Call("t-1", CallPhase.Talking, 1912),
        Call("t-2", CallPhase.Talking, 4001, "bishkek", "sezim") with { Language = "ru" },
    ];

    public static Alarm Alarm(AlarmKind kind, AlarmSeverity severity, string? subject = null, int minutesAgo = 3) => new()
    {
        Key = subject is null ? $"{kind}" : $"{kind}:{subject}",
        Kind = kind,
        Severity = severity,
        Subject = subject,
        Since = TimeProvider.System.GetUtcNow().AddMinutes(-minutesAgo),
        At = kind is AlarmKind.NoCoverAhead or AlarmKind.OldPlan ? TimeProvider.System.GetUtcNow().AddHours(14) : null,
        Figure = kind is AlarmKind.LongWait ? 2 : kind is AlarmKind.QuietCentre ? 6 : null,
    };

    /// <summary>One of each kind.</summary>
    public static Alarm[] Alarms =>
    [
        Alarm(AlarmKind.LongWait, AlarmSeverity.Critical), Alarm(AlarmKind.NoCoverNow, AlarmSeverity.Critical, "naryn"), Alarm(AlarmKind.Redis, AlarmSeverity.Critical),
        Alarm(AlarmKind.NoCoverAhead, AlarmSeverity.Warning, "jalal-abad"), Alarm(AlarmKind.QuietCentre, AlarmSeverity.Warning, "tendesh"),
        Alarm(AlarmKind.SilentLine, AlarmSeverity.Warning, "sezim-2"), Alarm(AlarmKind.OldPlan, AlarmSeverity.Warning, "bishkek"),
        Alarm(AlarmKind.RabbitMq, AlarmSeverity.Warning) with { Acknowledged = new("aida", TimeProvider.System.GetUtcNow().AddMinutes(-1)) },
    ];

    public static Alarm[] PastAlarms =>
    [
        Alarm(AlarmKind.Switch, AlarmSeverity.Critical, "bishkek", 90) with { EndedAt = TimeProvider.System.GetUtcNow().AddMinutes(-85), Acknowledged = new("aida", TimeProvider.System.GetUtcNow().AddMinutes(-88)) },
        Alarm(AlarmKind.SilentLine, AlarmSeverity.Warning, "ak-bata-2", 600) with { EndedAt = TimeProvider.System.GetUtcNow().AddMinutes(-590) },
        Alarm(AlarmKind.NoCoverNow, AlarmSeverity.Critical, null, 3000) with { EndedAt = TimeProvider.System.GetUtcNow().AddMinutes(-2900) },
    ];

    /// <summary>One whose safe time is now, and one whose is tomorrow.</summary>
    public static object[] Callbacks => [Callback("c-now", "osh-city", -1), Callback("c-tomorrow", null, 20)];

    /// <summary>Of a caller who is still on the line.</summary>
    public static object[] AgreedCallback => [Callback("c-agreed", "osh-city", -1, "agreed")];

    private static object Callback(string id, string? region, int beginsInHours, string phase = "open")
    {
        var from = TimeProvider.System.GetUtcNow().AddHours(beginsInHours);
        return new
        {
            CallbackId = id,
            CallId = $"call-of-{id}",
            Phase = phase,
            From = from,
            To = from.AddHours(3),
            NextAt = from.AddHours(2),
            Word = "Tulip",
            Region = region,
            Language = "ky",
            Service = "legal",
            Gender = (Gender?)null,
            Tries = 1,
        };
    }

    /// <summary>Of the first and the last month asked for, or of January 2026.</summary>
    public static FigureTable Figures(string? from, string? to, string? grouping, string? per)
    {
        var months = new[] { from, to }.Select(month => DateOnly.ParseExact((month ?? "2026-01")[..7], "yyyy-MM", CultureInfo.InvariantCulture)).Distinct().ToList();
        var groups = grouping switch
        {
            "region" => [("bishkek", 1204), ("osh-city", 387), ("unknown", 64)],
            "centre" => [("sezim", 1100), ("ak-bata", 401)],
            "outcome" => [("answered", 1500), ("abandoned", 120)],
            null => new[] { ("", 1655) },
            _ => [("09", 80), ("10", 97)],
        };
        FigureTable byMonth = new(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, grouping is null ? [] : [grouping], false,
            [.. months.Select(month => new FigureMonth(month, true, DateTimeOffset.UnixEpoch, 20, 5, []))],
            [.. from month in months from row in groups select Row(month, grouping is null ? [] : new() { [grouping] = row.Item1 }, row.Item2)], null);
        return per == "period" ? PeriodFigures.Of(byMonth) : byMonth;
    }

    /// <summary>Of January and February 2026.</summary>
    public static CentreStatement Statement(string centre)
    {
        var midnights = new[] { 1, 2, 3 }.Select(month => new DateTimeOffset(2026, month, 1, 0, 0, 0, TimeSpan.FromHours(6))).ToList();
        return new(centre, midnights[0], midnights[2],
            [new(midnights[0], midnights[1], 1204, 1100, 2, 660_030) { HoursSeen = 744, HoursOnDuty = 372.5, HoursReady = 360 }, new(midnights[1], midnights[2], 0, 0, 0, 0)],
            new(midnights[0], midnights[2], 1204, 1100, 2, 660_030) { HoursSeen = 744, HoursOnDuty = 372.5, HoursReady = 360 });
    }

    public static ReportListing[] Reports { get; } =
    [
        new("2026-Q1", new(2026, 1, 1), new(2026, 4, 1), new(2026, 4, 3, 18, 30, 0, TimeSpan.Zero), 1),
        new("2026-03", new(2026, 3, 1), new(2026, 4, 1), new(2026, 4, 3, 18, 30, 0, TimeSpan.Zero), 1),
        new("2026-02", new(2026, 2, 1), new(2026, 3, 1), new(2026, 3, 4, 3, 0, 0, TimeSpan.Zero), 1),
    ];

    public static PublicCentre[] PublicCentres { get; } =
    [
        new("ak-bata", new("Ак бата", null, "Ak-Bata"), "Ош", new("osh-city", new("Ош шаары", "город Ош", "Osh (city)")), ["shelter", "court-support"], ["ky", "uz"]),
        new("sezim", new("Сезим", "Сезим", "Sezim"), "Бишкек", new("bishkek", new("Бишкек шаары", "город Бишкек", "Bishkek")), [], ["ky", "ru", "ja"]),
    ];

    /// <summary>Of two languages, as if they were asked for.</summary>
    public static StaffingAnswer Staffing { get; } = new(
        StaffingModel.ErlangA, 600, 120, 20, 5, 0.8, [Group("ky", 30, 7), Group("ru", 12.5, 4) with { Given = new(3, 0.41, 0.6, 31.4, 0.2, 0.71) }], Group("", 42.5, 9), 2);

    private static StaffingGroup Group(string name, double calls, int fewest) => new(
        name, calls, calls / 6, fewest,
        [.. Enumerable.Range(fewest - 3, 8).Select(counsellors => new StaffingRow(counsellors, 0.3, Math.Min(0.99, 0.81 + ((counsellors - fewest) * 0.08)), 12.3, 0.07, 0.66))], null);

    private static FigureRow Row(DateOnly month, Dictionary<string, string> keys, double received) => new(
        month, keys,
        FigureDefinitions.Written.Where(figure => figure.Id != "inProgress").ToDictionary(figure => figure.Id, figure => figure.Id switch
        {
            "received" => received,
            "answered" => received - Math.Round(received / 10),
            "serviceLevel" => 0.8731,
            "answerSecondsMean" => 9,
            "talkSecondsMean" => 613,
            _ => (double?)null,
        }),
        ["overflowed", "indeterminate"]);
}
