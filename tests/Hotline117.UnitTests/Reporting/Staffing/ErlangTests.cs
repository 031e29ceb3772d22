using Hotline117.Contracts.Statistics;
using Hotline117.ReportingService.Staffing;

namespace Hotline117.UnitTests.Reporting.Staffing;

public class ErlangTests
{
    private static readonly ServiceGoal Goal = new(AnsweredWithinSeconds: 20, ShortAbandonSeconds: 5, ServiceLevel: 0.8);

    // Published tables of Erlang B, and small cases as fractions: with a load of 2, (2²/2!) / (1 + 2 + 2²/2!) = 2/5.
    [Theory]
    [InlineData(0, 3, 1)]
    [InlineData(1, 1, 0.5)]
    [InlineData(2, 2, 0.4)]
    [InlineData(10, 10, 0.214582)]
    [InlineData(10, 4.4612, 0.01)]
    [InlineData(100, 84.064, 0.01)]
    public void Erlang_B_is_that_of_the_tables(int servers, double load, double expected) =>
        Assert.Equal(expected, ErlangB.Blocked(servers, load), 5e-6);

    // With one counsellor every call waits that finds her busy; with two and a load of one, B = 1/5 and C = 1/3.
    [Theory]
    [InlineData(1, 0.25, 0.25)]
    [InlineData(1, 0.9, 0.9)]
    [InlineData(2, 1, 1.0 / 3)]
    public void Erlang_C_is_that_of_the_fractions(int counsellors, double load, double expected) =>
        Assert.Equal(expected, ErlangC.Of(Of(load), counsellors, Goal).WaitProbability, 1e-12);

    // The textbook's example: 200 calls an hour of three minutes, 14 agents.
    [Fact]
    public void Erlang_C_is_that_of_the_published_example()
    {
        var row = ErlangC.Of(new(200, 180, null), 14, Goal);

        Assert.Equal((0.174, 0.888, 0.714), (Math.Round(row.WaitProbability, 3), Math.Round(row.ServiceLevel, 3), Math.Round(row.Occupancy, 3)));
        Assert.Equal(7.8, row.AnswerSecondsMean!.Value, 0.05);
    }

    [Fact]
    public void Without_patience_a_queue_with_too_few_counsellors_grows_without_end() =>
        Assert.Equal(new StaffingRow(10, 1, 0, null, 0, 1), ErlangC.Of(Of(11), 10, Goal));

    // Where patience and handling last equally long, all calls leave at one rate: their number is Poisson. With a load of 1: 1 − 1/e and 1 − 2/e; and of one counsellor's calls 1/e are lost.
    [Fact]
    public void Erlang_A_is_Poisson_where_patience_is_as_long_as_handling()
    {
        Assert.Equal(1 - (1 / Math.E), ErlangA.Of(Of(1), 600, 1, Goal).WaitProbability, 1e-12);
        Assert.Equal(1 - (2 / Math.E), ErlangA.Of(Of(1), 600, 2, Goal).WaitProbability, 1e-12);
        Assert.Equal(1 / Math.E, ErlangA.Of(Of(1), 600, 1, Goal).Abandoned, 1e-12);
    }

    [Theory]
    [InlineData(14, 10)]
    [InlineData(3, 2.7)]
    [InlineData(400, 380)]
    public void Erlang_A_becomes_C_for_callers_who_never_hang_up(int counsellors, double load)
    {
        var (a, c) = (ErlangA.Of(Of(load), 1e10, counsellors, Goal), ErlangC.Of(Of(load), counsellors, Goal));

        Assert.Equal(c.WaitProbability, a.WaitProbability, 1e-5);
        Assert.Equal(c.ServiceLevel, a.ServiceLevel, 1e-5);
        Assert.Equal(c.AnswerSecondsMean!.Value, a.AnswerSecondsMean!.Value, 0.02);
        Assert.Equal(0, a.Abandoned, 1e-5);
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(2, 5)]
    [InlineData(300, 320)]
    public void Erlang_A_becomes_B_for_callers_who_do_not_wait(int counsellors, double load)
    {
        var row = ErlangA.Of(Of(load), 1e-6, counsellors, Goal);

        Assert.Equal(ErlangB.Blocked(counsellors, load), row.Abandoned, 1e-5);
        Assert.Equal(row.WaitProbability, row.Abandoned, 1e-5);
        Assert.Equal(1, row.ServiceLevel, 1e-5);
    }

    [Fact]
    public void Every_figure_stays_within_its_bounds_from_one_counsellor_to_thousands()
    {
        foreach (var load in new[] { 0.0001, 0.5, 7, 300, 9000, 20_000 })
        {
            foreach (var patience in new[] { 1.0, 90, 3600 })
            {
                foreach (var counsellors in new[] { 1, 2, 10, 290, 310, 9100, 30_000 })
                {
                    var row = ErlangA.Of(new(load / 2, 7200, patience), patience, counsellors, Goal);
                    Assert.All(new[] { row.WaitProbability, row.ServiceLevel, row.Abandoned, row.Occupancy }, share => Assert.InRange(share, 0, 1 + 1e-9));
                    Assert.InRange(row.AnswerSecondsMean!.Value, 0, double.MaxValue);
                }
            }
        }
    }

    /// <summary>With calls of ten minutes.</summary>
    private static Demand Of(double load) => new(load * 6, 600, null);
}
