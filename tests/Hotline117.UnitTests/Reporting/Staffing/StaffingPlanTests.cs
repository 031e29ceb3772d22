using Hotline117.Contracts.Statistics;
using Hotline117.ReportingService;
using Hotline117.ReportingService.Api;
using Hotline117.ReportingService.Staffing;

namespace Hotline117.UnitTests.Reporting.Staffing;

public class StaffingPlanTests
{
    private static readonly ServiceGoal Goal = new(AnsweredWithinSeconds: 20, ShortAbandonSeconds: 5, ServiceLevel: 0.8);

    [Theory]
    [InlineData(40, 600, 120.0, 7)]
    [InlineData(40, 600, 120.0, 4)]
    [InlineData(6, 900, 60.0, 1)]
    [InlineData(600, 300, 45.0, 48)]
    [InlineData(200, 180, null, 14)]
    [InlineData(40, 600, null, 9)]
    public void The_formulas_agree_with_calls_that_are_simulated_one_by_one(double calls, double handle, double? patience, int counsellors)
    {
        var demand = new Demand(calls, handle, patience);
        var simulated = new QueueSimulation(demand, counsellors, Goal, seed: 1).Run();

        Assert.All(QueueSimulation.Figures(StaffingPlan.Expect(demand, counsellors, Goal)), figure =>
        {
            var (least, most) = simulated[figure.Name];
            Assert.True(least <= figure.Value && figure.Value <= most && most - least < 0.15 * Math.Max(most, 0.1), $"{figure.Name} is {figure.Value}, simulated {least} to {most}");
        });
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1.0)]
    [InlineData(90.0)]
    [InlineData(3600.0)]
    public void The_fewest_are_those_that_are_found_by_trying_one_after_the_other(double? patience)
    {
        foreach (var calls in new[] { 0.01, 1, 12, 40, 350 })
        {
            foreach (var level in new[] { 0.01, 0.5, 0.8, 0.99, 0.999 })
            {
                var (demand, goal) = (new Demand(calls, 600, patience), Goal with { ServiceLevel = level });
                Assert.Equal(Enumerable.Range(1, 200).First(counsellors => StaffingPlan.Expect(demand, counsellors, goal).ServiceLevel >= level), StaffingPlan.Fewest(demand, goal));
            }
        }
    }

    [Fact]
    public void A_pool_does_with_fewer_than_its_groups_each_by_itself()
    {
        var answer = StaffingPlan.Answer(Asked(new() { Calls = "ky:30, ru:12.5,uz:2", HandleSeconds = "600", PatienceSeconds = "120", Counsellors = "6,3,1" })!);

        Assert.Equal(["ky", "ru", "uz"], answer.Groups.Select(group => group.Name));
        Assert.Equal((44.5, 10), (answer.Pooled!.CallsPerHour, answer.Pooled.Given!.Counsellors));
        Assert.Equal(answer.Groups.Sum(group => group.Fewest) - answer.Pooled.Fewest, answer.Saved);
        Assert.True(answer.Saved > 1, $"{answer.Saved} saved");
        Assert.All(answer.Groups, group => Assert.True(group.Given!.ServiceLevel < answer.Pooled.Given.ServiceLevel));
        Assert.Equal(StaffingModel.ErlangA, answer.Model);
    }

    [Fact]
    public void What_is_left_out_is_that_of_the_figures_and_one_group_is_no_pool()
    {
        var answer = StaffingPlan.Answer(Asked(new() { Calls = "200", HandleSeconds = "180" })!);

        Assert.Equal((StaffingModel.ErlangC, 20.0, 5.0, 0.8), (answer.Model, answer.AnsweredWithinSeconds, answer.ShortAbandonSeconds, answer.ServiceLevel));
        Assert.Null(answer.Pooled);
        Assert.Null(answer.Saved);
        // 13 reach 79.6 %.
        Assert.Equal(14, Assert.Single(answer.Groups).Fewest);
        Assert.Equal(Enumerable.Range(6, 13), answer.Groups[0].Rows.Select(row => row.Counsellors));
    }

    [Theory]
    [InlineData(null, "600", null, null, null, null, "calls")]
    [InlineData("many", "600", null, null, null, null, "calls")]
    [InlineData("0", "600", null, null, null, null, "calls")]
    [InlineData("-1", "600", null, null, null, null, "calls")]
    [InlineData("1e3", "600", null, null, null, null, "calls")]
    [InlineData("NaN", "600", null, null, null, null, "calls")]
    [InlineData("30,", "600", null, null, null, null, "calls")]
    [InlineData("ky:30,ky:12", "600", null, null, null, null, "calls")]
    [InlineData("<b>:30", "600", null, null, null, null, "calls")]
    [InlineData("a:b:30", "600", null, null, null, null, "calls")]
    [InlineData("9999,2", "600", null, null, null, null, "calls")]
    [InlineData("40", null, null, null, null, null, "handleSeconds")]
    [InlineData("40", "7201", null, null, null, null, "handleSeconds")]
    [InlineData("40", "600", "0", null, null, null, "counsellors")]
    [InlineData("40", "600", "2.5", null, null, null, "counsellors")]
    [InlineData("40", "600", "3,4", null, null, null, "counsellors")]
    [InlineData("40", "600", null, "0", null, null, "patienceSeconds")]
    [InlineData("40", "600", null, null, "601", null, "thresholdSeconds")]
    [InlineData("40", "600", null, null, null, "80", "serviceLevel")]
    [InlineData("40", "600", null, null, null, "1", "serviceLevel")]
    public void What_makes_no_sense_is_refused_with_the_parameter(string? calls, string? handle, string? counsellors, string? patience, string? threshold, string? level, string parameter)
    {
        var errors = new Dictionary<string, string[]>();

        Assert.Null(Asked(new() { Calls = calls, HandleSeconds = handle, Counsellors = counsellors, PatienceSeconds = patience, ThresholdSeconds = threshold, ServiceLevel = level }, errors));
        Assert.Equal([parameter], errors.Keys);
    }

    private static StaffingQuestion? Asked(StaffingParameters parameters, Dictionary<string, string[]>? errors = null) =>
        parameters.Read(["calls"], StatisticsSettings.Default, errors ?? []);
}
