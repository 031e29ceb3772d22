using System.Text.Json;

namespace Hotline117.Contracts.WrapUps;

/// <summary>What a counsellor may say of a call: a code of each list. Codes only, for a free text could hold a name.</summary>
/// <param name="Version">A change that takes a code away, or gives it another meaning, has another version; codes that are stored keep theirs.</param>
/// <param name="Help">The kind of help that the caller needed, or what the call was instead.</param>
public sealed record WrapUpCodes(int Version, IReadOnlyList<WrapUpCode> Help, IReadOnlyList<WrapUpCode> Risk, IReadOnlyList<WrapUpCode> Referral)
{
    /// <summary>Of <see cref="Help"/>. Silence is none.</summary>
    public const string Nuisance = "nuisance";

    /// <summary>As <c>wrap-up-codes.json</c> lists them.</summary>
    public static WrapUpCodes Current { get; } = Load();

    /// <param name="keys">Of the help, then, where they are said, of the risk and of the referral.</param>
    /// <returns>Null where it is no code.</returns>
    public WrapUp? Keyed(string keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var (help, rest) = Take(Help, keys);
        var (risk, last) = Take(Risk, rest);
        var (referral, more) = Take(Referral, last);
        return help is null || more.Length > 0 ? null : new() { ListVersion = Version, Help = help, Risk = risk, Referral = referral };
    }

    private static (string? Code, string Left) Take(IReadOnlyList<WrapUpCode> list, string keys) =>
        list.FirstOrDefault(code => keys.StartsWith(code.Keys, StringComparison.Ordinal)) is { } code ? (code.Id, keys[code.Keys.Length..]) : (null, keys);

    private static WrapUpCodes Load()
    {
        using var file = typeof(WrapUpCodes).Assembly.GetManifestResourceStream("wrap-up-codes.json")
            ?? throw new InvalidOperationException("wrap-up-codes.json is not built into the assembly.");
        return JsonSerializer.Deserialize<WrapUpCodes>(file, ContractJson.Options)!;
    }
}

/// <param name="Keys">How a counsellor keys it. It keeps its meaning as long as the list's version does.</param>
public sealed record WrapUpCode(string Id, string Keys, LocalizedText Name);
