using Hotline117.Contracts;
using Hotline117.Contracts.WrapUps;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Regions;

namespace Hotline117.UnitTests.WrapUps;

public sealed class CallWrapUpTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 2, 0, 0, TimeSpan.Zero);
    private static readonly WrapUp Legal = new() { ListVersion = 1, Help = "legal", Risk = "low", Referral = null };

    private static readonly CallState Answered = new()
    {
        CallId = "switch-1-1.1",
        Version = 3,
        Phase = CallPhase.Ended,
        PhaseSince = Now,
        ReceivedAt = Now,
        AnsweredAt = Now,
        Step = 1,
        Attempt = 1,
        Region = CallerRegion.Unknown,
    };

    [Fact]
    public void Only_a_call_that_was_answered_can_be_written_up()
    {
        Assert.True(CallWrapUp.IsPossible(Answered));
        Assert.True(CallWrapUp.IsPossible(Answered with { Phase = CallPhase.Talking }));
        Assert.False(CallWrapUp.IsPossible(Answered with { AnsweredAt = null }));
    }

    [Fact]
    public void What_is_said_is_told_once_however_often_it_is_said()
    {
        var first = CallWrapUp.Apply(Answered, null, Legal, Now, Guid.NewGuid());

        Assert.Equal((Answered.CallId, Now, Legal), (first!.CallId, first.OccurredAt, first.WrapUp));
        Assert.Null(CallWrapUp.Apply(Answered, first, Legal with { }, Now.AddMinutes(1), Guid.NewGuid()));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(0)]
    [InlineData(-60)]
    public void What_is_said_later_is_later_whatever_the_other_routers_clock_says(int seconds)
    {
        var first = CallWrapUp.Apply(Answered, null, Legal, Now, Guid.NewGuid())!;
        var second = CallWrapUp.Apply(Answered, first, Legal with { Help = WrapUpCodes.Nuisance }, Now.AddSeconds(seconds), Guid.NewGuid())!;

        Assert.True(second.OccurredAt > first.OccurredAt);
        Assert.NotEqual(first.EventId, second.EventId);
    }
}
