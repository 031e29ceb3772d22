using Hotline117.IntegrationTests.Stack;
using Hotline117.Routing.Lines;

namespace Hotline117.IntegrationTests.Care;

/// <summary>A stack whose policy cares for lines, in times that a test can wait for.</summary>
public sealed class CaringHotline : Hotline
{
    public static readonly TimeSpan WrapUp = TimeSpan.FromSeconds(3);
    public static readonly TimeSpan LongestRing = TimeSpan.FromSeconds(8);
    public const int PauseAfterUnanswered = 3;

    protected override string Name => "care";

    public override CarePolicy Care => new() { WrapUp = WrapUp, LongestRing = LongestRing, PauseAfterUnanswered = PauseAfterUnanswered };
}
