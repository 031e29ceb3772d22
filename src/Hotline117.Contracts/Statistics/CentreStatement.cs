namespace Hotline117.Contracts.Statistics;

/// <summary>What one centre did for the hotline, month by month: its evidence for whoever pays for it. Exact, so it is for the centre and for those who run the hotline.</summary>
/// <param name="From">In Asia/Bishkek.</param>
/// <param name="To">Itself not counted.</param>
/// <param name="Months">The months of the period, the first and the last as far as they lie in it.</param>
/// <param name="Total">The sum of the months.</param>
public sealed record CentreStatement(string Centre, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<CentreStatementRow> Months, CentreStatementRow Total);

/// <summary>Of the calls received in [From, To).</summary>
/// <param name="Offered">Calls for which a line of the centre rang first in at least one offer, or which the centre answered. Of lines that stood ready to ring second, and did not answer, nothing tells whether they rang.</param>
/// <param name="Answered">Calls that the centre answered, as the figure <c>answered</c> by centre. A call that was handed over counts for the centre that answered it first.</param>
/// <param name="EndNotSeen">Of the answered, those that go on or whose end was not seen: their time is not known.</param>
/// <param name="TalkSeconds">From the answer to the end, of the answered whose end was seen.</param>
public sealed record CentreStatementRow(DateTimeOffset From, DateTimeOffset To, long Offered, long Answered, long EndNotSeen, double TalkSeconds)
{
    /// <summary>So many hours the routers have looked at, minute by minute, of those that lie in the period as a whole; of the others it is not known who stood ready.</summary>
    public double HoursSeen { get; init; }

    /// <summary>Of these, those in which at least one of the centre's lines was on duty by the roster.</summary>
    public double HoursOnDuty { get; init; }

    /// <summary>Of these, those in which at least one could be rung, or talked, wrote up or rested: nobody had paused it, and its telephone was reached.</summary>
    public double HoursReady { get; init; }
}
