using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Hotline117.IntegrationTests.Stack;

/// <summary>Waits for what must come true, and says what did not.</summary>
public static class Until
{
    /// <summary>Of a busy machine; what has a bound of its own says so.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static Task TrueAsync(Func<bool> holds, TimeSpan? within = null, [CallerArgumentExpression(nameof(holds))] string what = "") =>
        TrueAsync(() => Task.FromResult(holds()), within, what);

    public static async Task TrueAsync(Func<Task<bool>> holds, TimeSpan? within = null, [CallerArgumentExpression(nameof(holds))] string what = "") =>
        await ValueAsync(async () => await holds() ? "" : null, within, what);

    /// <param name="seen">What there was instead, when the time is over.</param>
    /// <returns>The first value that is not null.</returns>
    public static async Task<T> ValueAsync<T>(
        Func<Task<T?>> find, TimeSpan? within = null, [CallerArgumentExpression(nameof(find))] string what = "", Func<string>? seen = null) where T : class
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            if (await find() is { } found)
            {
                return found;
            }

            Assert.True(Stopwatch.GetElapsedTime(since) < (within ?? Patience), $"Not so within {(within ?? Patience).TotalSeconds:0.#} s: {what}{(seen is null ? "" : $", but {seen()}")}");
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Completes with the task, at the latest after the time.</summary>
    public static async Task DoneAsync(Task task, TimeSpan? within = null, [CallerArgumentExpression(nameof(task))] string what = "")
    {
        await Task.WhenAny(task, Task.Delay(within ?? Patience, TestContext.Current.CancellationToken));
        Assert.True(task.IsCompleted, $"Not so within {(within ?? Patience).TotalSeconds:0.#} s: {what}");
        await task;
    }
}
