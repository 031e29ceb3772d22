using System.Globalization;

namespace Hotline117.AppHost.Machine;

/// <summary>What <c>/proc</c> knows about running processes (proc(5)).</summary>
public static class ProcessTree
{
    /// <summary>The nearest descendant of <paramref name="root"/>, itself included, whose command name is <paramref name="name"/>.</summary>
    public static int? FindDescendant(int root, string name)
    {
        var children = AllIds().Select(ReadStat).OfType<ProcessStat>().ToLookup(stat => stat.Parent);
        var generation = ReadStat(root) is { } self ? [self] : Array.Empty<ProcessStat>();
        while (generation.Length > 0)
        {
            if (generation.FirstOrDefault(stat => stat.Name == name) is { } found)
            {
                return found.Id;
            }

            generation = [.. generation.SelectMany(stat => children[stat.Id])];
        }

        return null;
    }

    public static IEnumerable<int> AllIds() =>
        Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0);

    /// <summary>Null where the process is gone.</summary>
    public static ProcessStat? ReadStat(int pid)
    {
        try
        {
            // "PID (NAME) STATE PPID …": the name may hold spaces and brackets, so it ends at the last bracket.
            var text = File.ReadAllText($"/proc/{pid}/stat");
            var open = text.IndexOf('(', StringComparison.Ordinal);
            var close = text.LastIndexOf(')');
            var rest = text[(close + 2)..].Split(' ');
            return new ProcessStat(pid, text[(open + 1)..close], rest[0][0], int.Parse(rest[1], CultureInfo.InvariantCulture));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

/// <param name="Name">The kernel's command name: at most 15 characters.</param>
/// <param name="State">R, S, D, T, Z …</param>
public sealed record ProcessStat(int Id, string Name, char State, int Parent);
