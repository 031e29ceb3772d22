namespace Hotline117.Routing.Calls;

/// <summary>What the policy for callers who dial again must be to be used. Finds all that is wrong, not only the first.</summary>
public static class AgainRules
{
    private static readonly string Longest = $"{AgainPolicy.Longest.TotalMinutes:0}";

    public static IEnumerable<Problem> Check(AgainPolicy again)
    {
        if (again.Redial < TimeSpan.Zero || again.Redial > AgainPolicy.Longest)
            yield return new(again, "redialMinutes", "no caller may be known so long", $"write a number from 0 (not at all) to {Longest}");
        if (again.NuisanceMarks is < 0 or 1 or > 20)
        {
            yield return new(again, "nuisanceMarks", "one word of one person must put nobody behind, and 20 calls within minutes are many",
                "write 0 (nobody waits behind) or a number from 2 to 20");
        }

        if (again.NuisanceWithin <= TimeSpan.Zero || again.NuisanceWithin > AgainPolicy.Longest)
        {
            yield return new(again, "nuisanceMinutes", "no caller may be known so long",
                $"write a number from 1 to {Longest}; nuisanceMarks: 0 switches it off");
        }
    }
}
