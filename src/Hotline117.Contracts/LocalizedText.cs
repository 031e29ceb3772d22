namespace Hotline117.Contracts;

/// <summary>A name in Kyrgyz, Russian and English. Kyrgyz and Russian may be unknown; English never is.</summary>
public sealed record LocalizedText(string? Ky, string? Ru, string En);
