namespace Hotline117.Web.Shared;

public static class Duration
{
    /// <returns><c>0:07</c>, <c>12:34</c>, <c>1:02:03</c>; nothing is shorter than <c>0:00</c>.</returns>
    public static string Text(TimeSpan time)
    {
        var seconds = Math.Max(0, (long)time.TotalSeconds);
        return seconds < 3600
            ? $"{seconds / 60}:{seconds % 60:00}"
            : $"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}";
    }
}
