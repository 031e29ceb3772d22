namespace Hotline117.UnitTests.Asterisk;

/// <summary>An action as the scripted server read it.</summary>
public sealed record ReceivedAction(IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    public string Name => this["Action"] ?? "";

    public string ActionId => this["ActionID"] ?? "";

    public string? this[string name] => Headers
        .Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
        .Select(header => header.Value)
        .FirstOrDefault();

    public override string ToString() => string.Join(" | ", Headers.Select(header => $"{header.Key}: {header.Value}"));
}
