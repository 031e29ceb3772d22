namespace Hotline117.Routing.Callbacks;

/// <summary>What the policy's callbacks must be to be used. Finds all that is wrong, not only the first.</summary>
public static class CallbackRules
{
    public const int MaxWindows = 9;

    private const string Times = "write either withinMinutes, or from and to";

    public static IEnumerable<Problem> Check(CallbackPolicy callbacks)
    {
        if (callbacks.Tries is < 1 or > 5)
            yield return Wrong("tries", "a telephone that rings again and again puts whoever asked in danger", "write a number from 1 to 5");
        if (callbacks.RetryAfter.TotalMinutes is < 1 or > 720)
            yield return Wrong("retryMinutes", "this is no time between two tries", "write a number from 1 to 720");
        if (callbacks.MostOpen is < 0 or > 1000)
            yield return Wrong("mostOpen", "so many can't be kept", "write a number from 0 (none is noted) to 1000");
        if (callbacks.Windows.Count > MaxWindows)
            yield return Wrong("windows", $"there are {callbacks.Windows.Count} windows, and nine keys", $"write at most {MaxWindows}");
        foreach (var problem in callbacks.Windows.SelectMany(CheckWindow))
            yield return problem;
        foreach (var same in callbacks.Windows.GroupBy(window => window.Name).Where(same => same.Count() > 1))
            yield return new(same.Last(), "name", $"the window '{same.Key}' stands in the policy twice", "give each window a name of its own", same.First());

        Problem Wrong(string field, string what, string remedy) => new(callbacks, field, what, remedy);
    }

    private static IEnumerable<Problem> CheckWindow(CallbackWindow window)
    {
        if (!Slug.IsValid(window.Name))
            yield return new(window, "name", $"'{window.Name}' is no name", Slug.Remedy);
        if (window.Within is { } within)
        {
            if (within.TotalMinutes is < 15 or > 720)
                yield return new(window, "withinMinutes", "in so short or long a time nobody can say that it is safe", "write a number from 15 to 720");
            if (window.From is not null || window.To is not null)
                yield return new(window, "withinMinutes", "the window has two times", Times);
        }
        else if (window.From is not { } from || window.To is not { } to)
        {
            yield return new(window, window.From is null ? "from" : "to", "the window has no whole time", Times);
        }
        else if (from == to)
        {
            yield return new(window, "to", "the window ends when it begins", "write a later time, such as to: \"21:00\"");
        }
    }
}
