using System.Text.RegularExpressions;

namespace Hotline117.Contracts;

/// <summary>What people write to say why they did something. It is kept and shown to others.</summary>
public static partial class Reason
{
    public const int MaxLength = 200;

    /// <summary>Six digits or more are taken for a telephone number, which must be kept nowhere.</summary>
    public static bool SeemsToHoldNumber(string reason) => Number().IsMatch(reason);

    [GeneratedRegex(@"\d(?:[\s()+-]*\d){5,}")]
    private static partial Regex Number();
}
