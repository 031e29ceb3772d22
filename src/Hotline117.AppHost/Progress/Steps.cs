using System.Diagnostics;

namespace Hotline117.AppHost.Progress;

/// <summary>
/// Tells people what goes on: one line a finished step; what still runs shows that it is alive,
/// by a moving line on a terminal and by a line every few seconds elsewhere. Steps may run at the same time.
/// </summary>
public sealed class Steps : IDisposable
{
    private static readonly TimeSpan TerminalRefresh = TimeSpan.FromMilliseconds(120);
    private static readonly TimeSpan PlainRefresh = TimeSpan.FromSeconds(4);
    private const string Spinner = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
    private const string ClearLine = "\r\e[K";
    private readonly Lock gate = new();
    private readonly TextWriter output;
    private readonly bool terminal;
    private readonly List<Step> running = [];
    private readonly Timer timer;
    private int frame;

    /// <param name="terminal">Whether a line may be rewritten.</param>
    public Steps(TextWriter output, bool terminal)
    {
        this.output = output;
        this.terminal = terminal;
        var refresh = terminal ? TerminalRefresh : PlainRefresh;
        timer = new Timer(_ => ShowRunning(), null, refresh, refresh);
    }

    public static Steps OnConsole() => new(Console.Out, !Console.IsOutputRedirected);

    public static Steps Silent() => new(TextWriter.Null, terminal: false);

    /// <param name="detail">What it is at now, shown while it runs.</param>
    public async Task<T> RunAsync<T>(string title, Func<Task<T>> action, Func<string?>? detail = null)
    {
        ArgumentNullException.ThrowIfNull(action);
        var step = new Step(title, Stopwatch.GetTimestamp(), detail);
        lock (gate)
        {
            running.Add(step);
        }

        try
        {
            var result = await action();
            Finish(step, "✓");
            return result;
        }
        catch
        {
            Finish(step, "✗");
            throw;
        }
    }

    public Task RunAsync(string title, Func<Task> action, Func<string?>? detail = null) =>
        RunAsync(title, async () =>
        {
            await action();
            return true;
        }, detail);

    public void Say(string line)
    {
        lock (gate)
        {
            Write(line);
        }
    }

    public void Dispose()
    {
        timer.Dispose();
        lock (gate)
        {
            running.Clear();
            Write(null);
        }
    }

    private void Finish(Step step, string sign)
    {
        lock (gate)
        {
            running.Remove(step);
            Write($"{sign} {step.Title}  {step.Seconds:0.0} s");
        }
    }

    private void ShowRunning()
    {
        lock (gate)
        {
            // Steps shorter than a second need no sign of life.
            var slow = running.Where(step => step.Seconds >= 1).Select(step => step.ToString()).ToList();
            if (slow.Count == 0)
            {
                return;
            }

            if (terminal)
            {
                var line = $"{Spinner[frame++ % Spinner.Length]} {string.Join(" · ", slow)}";
                output.Write(ClearLine + line[..Math.Min(line.Length, Width() - 1)]);
            }
            else
            {
                output.WriteLine($"… {string.Join(" · ", slow)}");
            }

            output.Flush();
        }
    }

    // A terminal that does not tell its width says 0.
    private static int Width() => Console.WindowWidth is > 0 and var width ? width : 80;

    private void Write(string? line)
    {
        if (terminal)
        {
            output.Write(ClearLine);
        }

        if (line is not null)
        {
            output.WriteLine(line);
        }

        output.Flush();
    }

    private sealed record Step(string Title, long StartedAt, Func<string?>? Detail)
    {
        public double Seconds => Stopwatch.GetElapsedTime(StartedAt).TotalSeconds;

        public override string ToString() => $"{Title} {Seconds:0} s{(Detail?.Invoke() is { Length: > 0 } detail ? $" ({detail})" : "")}";
    }
}
