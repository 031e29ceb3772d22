namespace Hotline117.Contracts.WrapUps;

/// <summary>What was said of one call, in codes of <see cref="WrapUpCodes"/>; null where nothing was said.</summary>
public sealed record WrapUp
{
    /// <summary>Of the lists that the codes are from.</summary>
    public required int ListVersion { get; init; }
    public required string Help { get; init; }
    public required string? Risk { get; init; }
    public required string? Referral { get; init; }
}
