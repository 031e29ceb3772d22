using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Hotline117.Contracts.Rosters;

namespace Hotline117.Routing;

/// <summary>What is wrong or doubtful in a roster: in English, and by a code with arguments, so that a page can say it in its reader's language.</summary>
/// <param name="Arguments">What stands in the places of the English text, in their order.</param>
public sealed record Finding(FindingCode Code, IReadOnlyList<string> Arguments, string English)
{
    /// <summary>The word that was probably meant; null where none is near.</summary>
    public string? Near { get; init; }

    public static Finding Of(FindingCode code, string english) => new(code, [], english);

    public static Finding Of(FindingCode code, EnglishWithPlaces english) => new(code, english.Arguments, english.ToString());
}

/// <summary>An interpolated text that keeps what was put into its places.</summary>
[InterpolatedStringHandler]
public readonly struct EnglishWithPlaces(int literalLength, int formattedCount)
{
    private readonly StringBuilder _text = new(literalLength + 16 * formattedCount);
    private readonly List<string> _arguments = new(formattedCount);

    public IReadOnlyList<string> Arguments => _arguments;

    public void AppendLiteral(string text) => _text.Append(text);

    public void AppendFormatted<T>(T value, string? format = null)
    {
        var argument = value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value?.ToString() ?? "";
        _arguments.Add(argument);
        _text.Append(argument);
    }

    public override string ToString() => _text.ToString();
}
