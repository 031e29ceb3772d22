using Hotline117.Routing.Alarms;
using Hotline117.Routing.Callbacks;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Lines;
using Hotline117.Routing.Regions;
using Hotline117.Routing.Rosters;
using Hotline117.RoutingService.Data;
using Hotline117.RoutingService.Files;
using Hotline117.UnitTests.Architecture;

namespace Hotline117.UnitTests.Files;

public sealed class SampleFilesTests
{
    private static readonly Geography Country = Geography.Load();
    private static readonly CentreDirectory Directory = Value(DirectoryFile.Read(Sample("directory.yaml"), "directory.yaml", Country.Regions));
    private static readonly Roster Roster = Value(RosterFile.Read(Sample("roster.yaml"), "roster.yaml", Directory));

    [Fact]
    public void The_sample_has_all_kinds_of_centres_and_one_of_them_is_secret()
    {
        Assert.Equal(
            [(CentreKind.CrisisCentre, 15), (CentreKind.AidCentre, 3), (CentreKind.Psychologist, 3), (CentreKind.AssociationDesk, 1), (CentreKind.Emergency, 3), (CentreKind.CorrectionalProgramme, 1)],
            Directory.Centres.CountBy(centre => centre.Kind).OrderBy(kind => kind.Key).Select(kind => (kind.Key, kind.Value)));
        Assert.Equal("ayalzat-municipal", Assert.Single(Directory.Centres, centre => centre.Secret).Id);
    }

    [Fact]
    public void Every_number_of_the_sample_is_made_up_and_its_own()
    {
        Assert.All(
            Directory.Lines.Where(line => line.Centre.Kind is not CentreKind.Emergency),
            line => Assert.Matches("^0[0-9]{3,4}0{2,}[0-9]{2}$", line.Line.Number));
        Assert.Distinct(Directory.Lines.Select(line => line.Line.Number));
    }

    [Fact]
    public void At_any_hour_of_the_week_centres_all_over_the_country_are_on_shift()
    {
        for (var hour = 0; hour < 7 * 24; hour++)
        {
            var now = new DateTimeOffset(2026, 7, 13, 0, 30, 0, TimeSpan.FromHours(6)).AddHours(hour);
            var onShift = Directory.Lines.Where(line => Roster.OnShift(line.Id, now)).Select(line => line.Centre.Region).Distinct().ToList();
            Assert.True(onShift.Count >= 4, $"{now}: only {string.Join(", ", onShift)}");
            Assert.Contains("bishkek", onShift);
            Assert.Contains("osh-city", onShift);
        }
    }

    [Fact]
    public void Sezim_answers_round_the_clock() => Assert.Null(Roster.NextChange("sezim-1", new DateTimeOffset(2026, 7, 13, 0, 0, 0, TimeSpan.Zero)));

    [Fact]
    public void Some_shift_goes_over_midnight() => Assert.Contains(Roster.Shifts, shift => shift.To < shift.From && shift.To != default);

    [Theory]
    [InlineData("chatkal", "2026-07-15T12:00:00+06:00", "maana")]
    [InlineData("chatkal", "2026-01-15T12:00:00+06:00", "kanyet")]
    [InlineData("toktogul", "2026-07-15T12:00:00+06:00", "maana")]
    [InlineData("sulukta", "2026-07-15T12:00:00+06:00", "janyl-myrza")]
    [InlineData("kyzyl-kyya", "2026-07-15T12:00:00+06:00", "aid-centre-batken")]
    [InlineData("kyzyl-kyya", "2026-07-18T12:00:00+06:00", "ak-jurok")]
    [InlineData("tokmok", "2026-07-15T12:00:00+06:00", "aid-centre-chuy")]
    [InlineData("karakol", "2026-07-15T12:00:00+06:00", "himaya")]
    [InlineData("sulukta", "2026-07-15T03:00:00+06:00", "aruulan")]
    public void A_caller_is_led_to_the_nearest_centre_on_shift(string region, string instant, string centre)
    {
        var now = DateTimeOffset.Parse(instant, null);
        var snapshot = new RoutingSnapshot(Directory, Roster, RoutingPolicy.Default, Country.TravelTimes);
        var call = new CallFacts
        {
            CallId = "1700000000.1",
            ReceivedAt = now,
            Region = new CallerRegion(region, Hotline117.Contracts.RegionSource.AreaCode, Hotline117.Contracts.RegionCertainty.High),
        };
        Assert.Equal(centre, Ranking.Of(call, snapshot, now).Candidates.First().CentreId);
    }

    [Fact]
    public void The_sample_policy_is_the_one_that_holds_without_any()
    {
        var sample = Value(PolicyFile.Read(Sample("policy.yaml"), "policy.yaml"));
        Assert.Equal(RoutingPolicy.Default.Version, (sample with { Name = RoutingPolicy.Default.Name }).Version);
    }

    [Fact]
    public void A_policy_comes_back_from_its_file_with_all_its_care()
    {
        var care = new CarePolicy
        {
            WrapUp = TimeSpan.FromSeconds(7),
            PauseAfterUnanswered = 0,
            AutomaticPause = TimeSpan.FromMinutes(8),
            HardCallFrom = TimeSpan.FromMinutes(9),
            RestAfterHardCall = TimeSpan.FromMinutes(11),
            CallsPerShift = 12,
            LongestRing = TimeSpan.FromSeconds(13),
            LongestCall = TimeSpan.FromMinutes(14),
        };
        var read = Value(PolicyFile.Read(PolicyFile.Write(RoutingPolicy.Default with { Care = care }, FileFormat.Yaml), "policy.yaml"));
        Assert.Equal(care, read.Care);
        Assert.NotEqual(RoutingPolicy.Default.Version, read.Version);
    }

    [Fact]
    public void A_policy_comes_back_from_its_file_with_all_that_it_says_of_callers_who_dial_again_and_of_attacks()
    {
        var again = new AgainPolicy { Redial = TimeSpan.FromMinutes(7), NuisanceMarks = 4, NuisanceWithin = TimeSpan.FromMinutes(8) };
        var read = Value(PolicyFile.Read(PolicyFile.Write(RoutingPolicy.Default with { Again = again }, FileFormat.Yaml), "policy.yaml"));
        Assert.Equal(again, read.Again);
        var attack = new AttackPolicy { CallsPerMinute = 70, Quiet = TimeSpan.FromMinutes(9) };
        Assert.Equal(attack, Value(PolicyFile.Read(PolicyFile.Write(RoutingPolicy.Default with { Attack = attack }, FileFormat.Yaml), "policy.yaml")).Attack);
    }

    [Fact]
    public void A_policy_comes_back_from_its_file_with_its_callbacks()
    {
        var callbacks = new CallbackPolicy
        {
            Tries = 3,
            RetryAfter = TimeSpan.FromMinutes(7),
            MostOpen = 0,
            Windows = [new("hour") { Within = TimeSpan.FromHours(1) }, new("night") { From = new(22, 30), To = new(0, 0) }],
        };
        var read = Value(PolicyFile.Read(PolicyFile.Write(RoutingPolicy.Default with { Callbacks = callbacks }, FileFormat.Yaml), "policy.yaml"));
        Assert.Equal(callbacks.Windows, read.Callbacks.Windows);
        Assert.Equal(callbacks with { Windows = [] }, read.Callbacks with { Windows = [] });
        Assert.NotEqual(RoutingPolicy.Default.Version, read.Version);
    }

    [Fact]
    public void A_policy_comes_back_from_its_file_with_its_alarms()
    {
        var alarms = new AlarmPolicy
        {
            Wait = TimeSpan.FromSeconds(7),
            CriticalWait = TimeSpan.FromSeconds(8),
            CoverAhead = TimeSpan.FromHours(9),
            CoverWithin = TimeSpan.FromMinutes(10),
            Quiet = TimeSpan.FromHours(11),
            QuietCalls = 12,
            Trouble = TimeSpan.FromSeconds(13),
            Fallback = TimeSpan.FromMinutes(14),
            PlanAge = TimeSpan.FromMinutes(15),
            WaitingEvents = 16,
        };
        var read = Value(PolicyFile.Read(PolicyFile.Write(RoutingPolicy.Default with { Alarms = alarms }, FileFormat.Yaml), "policy.yaml"));
        Assert.Equal(alarms, read.Alarms);
        Assert.NotEqual(RoutingPolicy.Default.Version, read.Version);
    }

    [Theory]
    [InlineData("criticalWaitSeconds: 180", "criticalWaitSeconds: 59")]
    [InlineData("coverHours: 24", "coverHours: 169")]
    [InlineData("quietHours: 6", "quietHours: 0")]
    [InlineData("troubleSeconds: 10", "troubleSeconds: 601")]
    [InlineData("planMinutes: 5", "planMinutes: 0")]
    public void What_could_never_be_an_alarm_is_refused_and_named(string field, string wrong)
    {
        var text = PolicyFile.Write(RoutingPolicy.Default, FileFormat.Yaml).Replace(field, wrong, StringComparison.Ordinal);
        Assert.Equal($"alarms.{field.Split(':')[0]}", Assert.Single(PolicyFile.Read(text, "policy.yaml").Problems).Field);
    }

    [Theory]
    [InlineData("redialMinutes: 5", "redialMinutes: 11", "again.redialMinutes")]
    [InlineData("nuisanceMarks: 3", "nuisanceMarks: 1", "again.nuisanceMarks")]
    [InlineData("nuisanceMinutes: 10", "nuisanceMinutes: 0", "again.nuisanceMinutes")]
    [InlineData("callsPerMinute: 0", "callsPerMinute: 2", "attack.callsPerMinute")]
    [InlineData("quietMinutes: 10", "quietMinutes: 0", "attack.quietMinutes")]
    public void Nobody_can_be_known_for_longer_than_ten_minutes_nor_put_behind_by_one_word_or_by_an_ordinary_day(string field, string wrong, string named)
    {
        var text = PolicyFile.Write(RoutingPolicy.Default, FileFormat.Yaml).Replace(field, wrong, StringComparison.Ordinal);
        Assert.Equal(named, Assert.Single(PolicyFile.Read(text, "policy.yaml").Problems).Field);
    }

    [Theory]
    [InlineData("withinMinutes: 120", "withinMinutes: 5", "callbacks.windows[0].withinMinutes")]
    [InlineData("to: \"21:00\"", "to: \"18:00\"", "callbacks.windows[2].to")]
    [InlineData("to: \"21:00\"", "to: \"25:00\"", "callbacks.windows[2].to")]
    [InlineData("from: \"18:00\", ", "", "callbacks.windows[2].from")]
    [InlineData("name: morning", "name: evening", "callbacks.windows[2].name")]
    [InlineData("tries: 2", "tries: 50", "callbacks.tries")]
    [InlineData("retryMinutes: 20", "retryMinutes: 0", "callbacks.retryMinutes")]
    public void Callbacks_that_can_not_be_are_refused_by_field(string right, string wrong, string field)
    {
        var text = Sample("policy.yaml");
        Assert.Contains(right, text, StringComparison.Ordinal);
        Assert.Equal(field, PolicyFile.Read(text.Replace(right, wrong, StringComparison.Ordinal), "policy.yaml").Problems[0].Field);
    }

    [Fact]
    public void Care_that_can_not_be_is_refused_by_line_and_field()
    {
        var text = PolicyFile.Write(RoutingPolicy.Default, FileFormat.Yaml);
        var far = PolicyFile.Read(text.Replace("wrapUpSeconds: 30", "wrapUpSeconds: 99999", StringComparison.Ordinal), "policy.yaml");
        Assert.Equal(("care.wrapUpSeconds", 26), Assert.Single(far.Problems) is var problem ? (problem.Field, problem.Line) : default);
        Assert.Equal("care", Assert.Single(PolicyFile.Read(text[..text.IndexOf("care:", StringComparison.Ordinal)] + "care: much\n", "policy.yaml").Problems).Field);
    }

    private static string Sample(string file) => Repository.Text("src", "Hotline117.AppHost", "samples", file);

    private static T Value<T>(FileResult<T> result)
        where T : class
    {
        Assert.Empty(result.Problems);
        return result.Value!;
    }
}
