namespace Hotline117.Hosting;

/// <summary>The configuration can't be used. The message lists every fault, one a line, and names the setting of each.</summary>
public sealed class ConfigurationException(IReadOnlyList<string> faults)
    : Exception("The configuration has faults:" + Environment.NewLine + string.Join(Environment.NewLine, faults.Select(f => " - " + f)))
{
    public IReadOnlyList<string> Faults { get; } = faults;
}
