using System.Globalization;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Contracts.Statistics;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Calls;

public class StatisticsTests(Hotline hotline) : CallTests(hotline)
{
    [Fact]
    public async Task Statistics_by_region_centre_outcome_and_hour_equal_the_calls_made()
    {
        var from = TimeProvider.System.GetUtcNow();
        var calls = new List<HotlineCall>
        {
            await AnsweredAsync(CallerInOsh, Osh),
            await AnsweredAsync(CallerInOsh, Osh),
            await AnsweredAsync(CallerInNaryn, Bishkek),
            await AnsweredAsync("0555102030", Bishkek),
            await AbandonedAsync(CallerInOsh),
            await OverflowedAsync(CallerInNaryn),
        };

        var rows = await CountsAsync(from, StatisticsDimension.Region, calls.Count);
        Assert.Equal([("naryn-city", 2, 1, 0, 1), ("osh-city", 3, 2, 1, 0), ("unknown", 1, 1, 0, 0)], rows);
        rows = await CountsAsync(from, StatisticsDimension.Centre, calls.Count);
        Assert.Equal([("bishkek", 2, 2, 0, 0), ("osh", 2, 2, 0, 0), ("unknown", 2, 0, 1, 1)], rows);
        rows = await CountsAsync(from, StatisticsDimension.Outcome, calls.Count);
        Assert.Equal([("abandoned", 1, 0, 1, 0), ("answered", 4, 4, 0, 0), ("overflowed", 1, 0, 0, 1)], rows);
        rows = await CountsAsync(from, StatisticsDimension.Hour, calls.Count);
        Assert.Equal(calls.GroupBy(call => HourOf(call.Received)).Select(hour => (hour.Key, hour.Count())).Order(), rows.Select(row => (row.Key, row.Received)));

        var figures = await Hotline.GetAsync<FigureTable>(
            $"/api/v1/statistics/figures?view=exact&from={from.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fff}Z&to={from.UtcDateTime.AddHours(1):s}Z", Hotline.Stack.Endpoints.Reporting);
        Assert.Equal((2, 1), (figures.Rows.Single().Figures["answeredInRegion"], figures.Rows.Single().Figures["answeredOutOfRegion"]));
    }

    private async Task<HotlineCall> AnsweredAsync(string caller, TestLine by)
    {
        await Hotline.OnShiftAsync(by);
        var call = await Hotline.DialAsync(caller);
        await call.NextAsync<CallAnswered>();
        await call.HangUpAndSettleAsync();
        return call;
    }

    private async Task<HotlineCall> AbandonedAsync(string caller)
    {
        await Hotline.OnShiftAsync(Osh);
        Hotline.Phones.Set(Osh.Number, PhoneHabit.Rings);
        var call = await Hotline.DialAsync(caller);
        await Hotline.RingsAsync(Osh);
        await call.HangUpAndSettleAsync();
        return call;
    }

    private async Task<HotlineCall> OverflowedAsync(string caller)
    {
        await Hotline.OnShiftAsync();
        var call = await Hotline.DialAsync(caller);
        await Hotline.Phones.NextCallAsync(EmergencyNumber, Until.Patience);
        await call.HangUpAndSettleAsync();
        return call;
    }

    private async Task<IReadOnlyList<(string Key, int Received, int Answered, int Abandoned, int Overflowed)>> CountsAsync(
        DateTimeOffset from, StatisticsDimension by, int calls)
    {
        var counted = await Hotline.CountedAsync(from, calls, by);
        return [.. counted.Rows.Select(row => (row.Key, (int)row.Received, (int)row.Answered, (int)row.Abandoned, (int)row.Overflowed))];
    }

    private static string HourOf(CallReceived call) =>
        call.OccurredAt.ToOffset(TimeSpan.FromHours(6)).ToString("yyyy-MM-ddTHH':00:00+06:00'", CultureInfo.InvariantCulture);
}
