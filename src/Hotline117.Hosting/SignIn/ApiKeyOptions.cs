namespace Hotline117.Hosting.SignIn;

/// <summary>One entry of the configuration section <c>ApiKeys</c>.</summary>
public sealed record ApiKey
{
    public string Role { get; init; } = "";
    public string Key { get; init; } = "";

    /// <summary>Shorter keys could be guessed.</summary>
    public const int MinimumLength = 24;

    /// <summary>Every fault of the configured keys, in words; empty where all is well. A key's text is never part of it.</summary>
    public static IEnumerable<string> Faults(IReadOnlyList<ApiKey> keys)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            if (!Roles.All.Contains(keys[i].Role))
            {
                yield return $"ApiKeys:{i}:Role is '{keys[i].Role}'; it must be one of {string.Join(", ", Roles.All)}.";
            }

            if (keys[i].Key.Length < MinimumLength)
            {
                yield return $"ApiKeys:{i}:Key has {keys[i].Key.Length} characters; it must have at least {MinimumLength}.";
            }
        }
    }
}
