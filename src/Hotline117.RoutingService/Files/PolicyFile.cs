using System.Globalization;
using System.Text.Json.Nodes;
using Hotline117.Contracts.Decisions;
using Hotline117.Routing.Callbacks;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Lines;

namespace Hotline117.RoutingService.Files;

/// <summary>The policy as a file, in YAML or JSON. The sample policy shows every field.</summary>
public static class PolicyFile
{
    public static FileResult<RoutingPolicy> Read(string text, string fileName) =>
        FileReading.Run<RoutingPolicy>(text, fileName, (file, reading) =>
        {
            var policy = reading.Finish(
                new RoutingPolicy
                {
                    Name = file.Text("name", "kyrgyzstan"),
                    Wishes = [.. file.Maps("wishes").Select(fields => ReadWish(fields, reading))],
                    Tiers = [.. file.Maps("tiers").Select(fields => ReadTier(fields, reading))],
                    Ring = ReadRing(file, reading),
                    Care = ReadCare(file, reading),
                    Again = ReadAgain(file, reading),
                    Attack = ReadAttack(file, reading),
                    Callbacks = ReadCallbacks(file, reading),
                    Alarms = AlarmFields.Read(file, reading),
                },
                file);
            foreach (var problem in PolicyRules.Check(policy))
                reading.Add(problem);
            return () => policy;
        });

    /// <summary>What <see cref="Read"/> reads, given back.</summary>
    public static string Write(RoutingPolicy policy, FileFormat format) => FileWriting.Write(
        new JsonObject
        {
            ["name"] = policy.Name,
            ["wishes"] = new JsonArray([.. policy.Wishes.Select(WriteWish)]),
            ["tiers"] = new JsonArray([.. policy.Tiers.Select(WriteTier)]),
            ["ring"] = new JsonObject
            {
                ["atOnce"] = policy.Ring.AtOnce,
                ["nextAfterSeconds"] = (int)policy.Ring.NextAfter.TotalSeconds,
                ["afterOffers"] = policy.Ring.AfterOffers,
            },
            ["care"] = WriteCare(policy.Care),
            ["again"] = WriteAgain(policy.Again),
            ["attack"] = WriteAttack(policy.Attack),
            ["callbacks"] = WriteCallbacks(policy.Callbacks),
            ["alarms"] = AlarmFields.Write(policy.Alarms),
        },
        format);

    private static JsonObject WriteWish(WishRule rule) => new()
    {
        ["wish"] = FileWords.Wishes.WordFor(rule.Wish),
        ["requiredForSeconds"] = (int)rule.RequiredFor.TotalSeconds,
    };

    private static JsonObject WriteTier(Tier tier)
    {
        var fields = new JsonObject { ["name"] = tier.Name, ["kinds"] = FileWriting.Words(tier.Kinds.Select(kind => FileWords.Kinds.WordFor(kind))) };
        if (tier.WithinMinutes is { } minutes)
            fields["withinMinutes"] = minutes;
        if (tier.After > TimeSpan.Zero)
            fields["afterSeconds"] = (int)tier.After.TotalSeconds;
        return fields;
    }

    private static JsonObject WriteCare(CarePolicy care) => new()
    {
        ["wrapUpSeconds"] = (int)care.WrapUp.TotalSeconds,
        ["pauseAfterUnanswered"] = care.PauseAfterUnanswered,
        ["automaticPauseMinutes"] = (int)care.AutomaticPause.TotalMinutes,
        ["hardCallFromMinutes"] = (int)care.HardCallFrom.TotalMinutes,
        ["restAfterHardCallMinutes"] = (int)care.RestAfterHardCall.TotalMinutes,
        ["callsPerShift"] = care.CallsPerShift,
        ["unansweredFromSeconds"] = (int)care.UnansweredFrom.TotalSeconds,
        ["longestRingSeconds"] = (int)care.LongestRing.TotalSeconds,
        ["longestCallMinutes"] = (int)care.LongestCall.TotalMinutes,
    };

    private static JsonObject WriteAgain(AgainPolicy again) => new()
    {
        ["redialMinutes"] = (int)again.Redial.TotalMinutes,
        ["nuisanceMarks"] = again.NuisanceMarks,
        ["nuisanceMinutes"] = (int)again.NuisanceWithin.TotalMinutes,
    };

    private static AgainPolicy ReadAgain(FileFields file, FileReading reading)
    {
        var usual = AgainPolicy.Default;
        if (file.MapOrNull("again") is not { } fields)
        {
            return file.IsMissing("again") ? usual
                : file.Wrong("again", "this is no map of fields", "write its fields below it, such as redialMinutes: 5", usual);
        }

        return reading.Finish(
            new AgainPolicy
            {
                Redial = TimeSpan.FromMinutes(fields.Number("redialMinutes", (int)usual.Redial.TotalMinutes)),
                NuisanceMarks = fields.Number("nuisanceMarks", usual.NuisanceMarks),
                NuisanceWithin = TimeSpan.FromMinutes(fields.Number("nuisanceMinutes", (int)usual.NuisanceWithin.TotalMinutes)),
            },
            fields);
    }

    private static JsonObject WriteCallbacks(CallbackPolicy callbacks) => new()
    {
        ["tries"] = callbacks.Tries,
        ["retryMinutes"] = (int)callbacks.RetryAfter.TotalMinutes,
        ["mostOpen"] = callbacks.MostOpen,
        ["windows"] = new JsonArray([.. callbacks.Windows.Select(WriteWindow)]),
    };

    private static JsonObject WriteWindow(CallbackWindow window) => window.Within is { } within
        ? new() { ["name"] = window.Name, ["withinMinutes"] = (int)within.TotalMinutes }
        : new() { ["name"] = window.Name, ["from"] = Clock(window.From), ["to"] = Clock(window.To) };

    private static string? Clock(TimeOnly? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static CallbackPolicy ReadCallbacks(FileFields file, FileReading reading)
    {
        var usual = CallbackPolicy.Default;
        if (file.MapOrNull("callbacks") is not { } fields)
            return file.IsMissing("callbacks") ? usual : file.Wrong("callbacks", "this is no map of fields", "write its fields below it, such as tries: 2", usual);
        return reading.Finish(
            new CallbackPolicy
            {
                Tries = fields.Number("tries", usual.Tries),
                RetryAfter = TimeSpan.FromMinutes(fields.Number("retryMinutes", (int)usual.RetryAfter.TotalMinutes)),
                MostOpen = fields.Number("mostOpen", usual.MostOpen),
                Windows = fields.IsMissing("windows") ? usual.Windows : [.. fields.Maps("windows").Select(window => ReadWindow(window, reading))],
            },
            fields);
    }

    private static JsonObject WriteAttack(AttackPolicy attack) => new()
    {
        ["callsPerMinute"] = attack.CallsPerMinute,
        ["quietMinutes"] = (int)attack.Quiet.TotalMinutes,
    };

    private static AttackPolicy ReadAttack(FileFields file, FileReading reading)
    {
        var usual = AttackPolicy.Default;
        if (file.MapOrNull("attack") is not { } fields)
        {
            return file.IsMissing("attack") ? usual
                : file.Wrong("attack", "this is no map of fields", "write its fields below it, such as callsPerMinute: 60", usual);
        }

        return reading.Finish(
            new AttackPolicy
            {
                CallsPerMinute = fields.Number("callsPerMinute", usual.CallsPerMinute),
                Quiet = TimeSpan.FromMinutes(fields.Number("quietMinutes", (int)usual.Quiet.TotalMinutes)),
            },
            fields);
    }

    private static CallbackWindow ReadWindow(FileFields fields, FileReading reading) => reading.Finish(
        new CallbackWindow(fields.Text("name", "evening"))
        {
            Within = fields.OptionalNumber("withinMinutes") is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
            From = ReadClock(fields, "from"),
            To = ReadClock(fields, "to"),
        },
        fields);

    private static TimeOnly? ReadClock(FileFields fields, string field) => fields.OptionalText(field) switch
    {
        null => null,
        var text when TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) => time,
        var text => fields.Wrong(field, $"'{text}' is no time of the day", "write hours and minutes, such as \"18:00\"", (TimeOnly?)null),
    };

    private static CarePolicy ReadCare(FileFields file, FileReading reading)
    {
        var usual = CarePolicy.Default;
        if (file.MapOrNull("care") is not { } fields)
            return file.IsMissing("care") ? usual : file.Wrong("care", "this is no map of fields", "write its fields below it, such as wrapUpSeconds: 30", usual);
        return reading.Finish(
            new CarePolicy
            {
                WrapUp = Seconds("wrapUpSeconds", usual.WrapUp),
                PauseAfterUnanswered = fields.Number("pauseAfterUnanswered", usual.PauseAfterUnanswered),
                AutomaticPause = Minutes("automaticPauseMinutes", usual.AutomaticPause),
                HardCallFrom = Minutes("hardCallFromMinutes", usual.HardCallFrom),
                RestAfterHardCall = Minutes("restAfterHardCallMinutes", usual.RestAfterHardCall),
                CallsPerShift = fields.Number("callsPerShift", usual.CallsPerShift),
                UnansweredFrom = Seconds("unansweredFromSeconds", usual.UnansweredFrom),
                LongestRing = Seconds("longestRingSeconds", usual.LongestRing),
                LongestCall = Minutes("longestCallMinutes", usual.LongestCall),
            },
            fields);

        TimeSpan Seconds(string field, TimeSpan otherwise) => TimeSpan.FromSeconds(fields.Number(field, (int)otherwise.TotalSeconds));

        TimeSpan Minutes(string field, TimeSpan otherwise) => TimeSpan.FromMinutes(fields.Number(field, (int)otherwise.TotalMinutes));
    }

    private static RingRule ReadRing(FileFields file, FileReading reading)
    {
        var usual = RingRule.Default;
        if (file.MapOrNull("ring") is not { } fields)
            return file.IsMissing("ring") ? usual : file.Wrong("ring", "this is no map of fields", "write its fields below it, such as atOnce: 2", usual);
        return reading.Finish(
            new RingRule(fields.Number("atOnce", usual.AtOnce), fields.Number("afterOffers", usual.AfterOffers))
            {
                NextAfter = TimeSpan.FromSeconds(fields.Number("nextAfterSeconds", (int)usual.NextAfter.TotalSeconds)),
            },
            fields);
    }

    private static WishRule ReadWish(FileFields fields, FileReading reading)
    {
        // Missing is reported; what stands instead is never used.
        _ = fields.Text("wish", "language");
        return reading.Finish(
            new WishRule(fields.OneOf("wish", FileWords.Wishes) ?? Requirement.Language, TimeSpan.FromSeconds(fields.Number("requiredForSeconds", otherwise: 0))),
            fields);
    }

    private static Tier ReadTier(FileFields fields, FileReading reading) => reading.Finish(
        new Tier(fields.Text("name", "near"), fields.SomeOf("kinds", FileWords.Kinds))
        {
            WithinMinutes = fields.OptionalNumber("withinMinutes"),
            After = TimeSpan.FromSeconds(fields.Number("afterSeconds", otherwise: 0)),
        },
        fields);
}
