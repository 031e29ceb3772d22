namespace Hotline117.Routing.Lines;

/// <summary>What the policy's care must be to be used. Finds all that is wrong, not only the first.</summary>
public static class CareRules
{
    public static IEnumerable<Problem> Check(CarePolicy care)
    {
        if (Seconds(care.LongestRing) is < 1 or > 600)
            yield return Wrong("longestRingSeconds", "no telephone rings so long", "write a number from 1 to 600, more than RING_SECONDS of the switch");
        if (Minutes(care.LongestCall) is < 1 or > 1440)
            yield return Wrong("longestCallMinutes", "no conversation lasts so long", "write a number from 1 to 1440");
        if (Seconds(care.WrapUp) is < 0 or > 3600)
            yield return Wrong("wrapUpSeconds", "nobody writes up so long", "write a number from 0 (not at all) to 3600");
        if (Seconds(care.UnansweredFrom) is < 1 or > 600)
            yield return Wrong("unansweredFromSeconds", "no telephone rings so long", "write a number from 1 to 600");
        if (care.PauseAfterUnanswered is < 0 or > 100)
            yield return Wrong("pauseAfterUnanswered", "this is no number of offers", "write a number from 0 (never) to 100");
        if (Minutes(care.AutomaticPause) is <= 0 or > 720)
            yield return Wrong("automaticPauseMinutes", "no pause that comes by itself is as long", "write a number from 1 to 720; pauseAfterUnanswered: 0 switches it off");
        if (Minutes(care.HardCallFrom) is < 0 or > 1440)
            yield return Wrong("hardCallFromMinutes", "no conversation lasts so long", "write a number from 0 (none is hard) to 1440");
        if (Minutes(care.RestAfterHardCall) is < 0 or > 720)
            yield return Wrong("restAfterHardCallMinutes", "no rest that comes by itself is as long", "write a number from 0 (none) to 720");
        if (care.CallsPerShift is < 0 or > 1000)
            yield return Wrong("callsPerShift", "this is no number of conversations", "write a number from 0 (no limit) to 1000");

        Problem Wrong(string field, string what, string remedy) => new(care, field, what, remedy);
    }

    private static double Seconds(TimeSpan time) => time.TotalSeconds;

    private static double Minutes(TimeSpan time) => time.TotalMinutes;
}
