using Hotline117.Routing.Lines;

namespace Hotline117.UnitTests.Lines;

/// <summary>Several reasons against a line at once: which one is told, and whether the line may still be rung when nobody else is left.</summary>
public sealed class LineHoldTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 15, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_line_without_a_reason_has_no_condition() => Assert.Null(Condition());

    [Fact]
    public void What_is_over_holds_no_longer() =>
        Assert.Null(Condition(new LineHold(HoldKind.Pause, "somebody", "Lunch", Now.AddHours(-1), Now)));

    [Fact]
    public void What_a_person_decided_is_stronger_than_what_came_by_itself()
    {
        var condition = Condition(ByItself(HoldKind.Unanswered, 15), ByPerson(HoldKind.Rest, 5))!;
        Assert.Equal((LineObstacle.Resting, Now.AddMinutes(5), false), (condition.Obstacle, condition.Until, condition.ByItself));
    }

    [Fact]
    public void A_pause_is_stronger_than_a_rest_and_of_two_alike_the_longer_one()
    {
        Assert.Equal(LineObstacle.Paused, Condition(ByItself(HoldKind.HardCall, 60), ByItself(HoldKind.Unanswered, 5))!.Obstacle);
        Assert.Null(Condition(ByPerson(HoldKind.Pause, 60), ByPerson(HoldKind.CentrePause, null))!.Until);
        Assert.Null(Condition(ByPerson(HoldKind.CentrePause, null), ByPerson(HoldKind.Pause, 60))!.Until);
    }

    [Fact]
    public void A_paused_line_is_told_as_paused_though_its_phone_is_unreachable_and_a_resting_one_as_unreachable()
    {
        Assert.Equal(LineObstacle.Paused, LineHold.ConditionOf([ByPerson(HoldKind.Pause, null)], unreachable: true, Now)!.Obstacle);
        Assert.Equal(LineObstacle.Unreachable, LineHold.ConditionOf([ByPerson(HoldKind.Rest, 10)], unreachable: true, Now)!.Obstacle);
        Assert.Equal(LineObstacle.Unreachable, LineHold.ConditionOf([], unreachable: true, Now)!.Obstacle);
    }

    [Fact]
    public void Only_a_persons_pause_keeps_a_line_silent_when_nobody_else_is_left()
    {
        Assert.False(Condition(ByPerson(HoldKind.Pause, null))!.IsSoft);
        Assert.False(Condition(ByPerson(HoldKind.CentrePause, null))!.IsSoft);
        Assert.True(Condition(ByItself(HoldKind.Unanswered, 15))!.IsSoft);
        Assert.True(Condition(ByItself(HoldKind.ShiftLimit, 15))!.IsSoft);
        Assert.True(LineHold.ConditionOf([], unreachable: true, Now)!.IsSoft);
    }

    private static LineCondition? Condition(params LineHold[] holds) => LineHold.ConditionOf(holds, unreachable: false, Now);

    private static LineHold ByPerson(HoldKind kind, int? minutes) => new(kind, "somebody", "x", Now, minutes is { } some ? Now.AddMinutes(some) : null);

    private static LineHold ByItself(HoldKind kind, int minutes) => new(kind, LineHold.Policy, "x", Now, Now.AddMinutes(minutes));
}
