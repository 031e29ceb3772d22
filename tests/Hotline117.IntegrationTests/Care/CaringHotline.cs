using Hotline117.IntegrationTests.Stack;

namespace Hotline117.IntegrationTests.Care;

/// <summary>A stack whose policy cares for lines, in times that a test can wait for.</summary>
public sealed class CaringHotline : Hotline
{
    public static readonly TimeSpan WrapUp = TimeSpan.FromSeconds(3);
    public static readonly TimeSpan LongestRing = TimeSpan.FromSeconds(8);
    public const int PauseAfterUnanswered = 3;

    protected override string Name => "care";

    protected override IReadOnlyDictionary<string, string> Care => new Dictionary<string, string>
    {
        ["Care__WrapUp"] = $"{WrapUp}",
        ["Care__LongestRing"] = $"{LongestRing}",
        ["Care__PauseAfterUnanswered"] = $"{PauseAfterUnanswered}",
    };
}
