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

    private static WrapUpCodes Load()
    {
        using var file = typeof(WrapUpCodes).Assembly.GetManifestResourceStream("wrap-up-codes.json")
            ?? throw new InvalidOperationException("wrap-up-codes.json is not built into the assembly.");
        return JsonSerializer.Deserialize<WrapUpCodes>(file, ContractJson.Options)!;
    }
}

public sealed record WrapUpCode(string Id, LocalizedText Name);
