using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Hotline117.Web.Directory;

/// <summary>
/// Words as people type them without the letters of their language: <c>ң ө ү ё</c> as <c>н о у е</c>, Cyrillic as one of its usual Latin spellings. <c>Жаңыл</c>,
/// <c>жаныл</c>, <c>Janyl</c> and <c>zhanyl</c> are the same.
/// </summary>
public static class FoldedText
{
    /// <summary>Each letter, and what stands for it.</summary>
    private static readonly FrozenDictionary<char, string> Latin =
        "аa бb вv гg ғg дd еe жj җj ҷj зz иi кk қk лl мm нn ңn оo өo пp рr сs тt уu үu фf хh ҳh цts чch шsh щsh ъ ыi ь эe юiu яia yi wv"
            .Split(' ').ToFrozenDictionary(pair => pair[0], pair => pair[1..]);

    /// <summary>Letters that Latin spellings write in several ways, the longest first.</summary>
    private static readonly (string Written, string Meant)[] Spellings = [("dzh", "j"), ("zh", "j"), ("dj", "j"), ("kh", "h"), ("shch", "sh")];

    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = new StringBuilder(text.Length * 2);
        // Taken apart, й and ё are и and е, and ö and ü o and u, with a mark that is left out.
        foreach (var letter in text.ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            if (Latin.TryGetValue(letter, out var latin))
                folded.Append(latin);
            else if (char.IsLetterOrDigit(letter))
                folded.Append(letter);
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) is not UnicodeCategory.NonSpacingMark)
                folded.Append(' ');
        }

        foreach (var (written, meant) in Spellings)
            folded.Replace(written, meant);
        return OnceEach(folded.ToString());
    }

    /// <returns>Whether each word of the query stands somewhere in one of the texts.</returns>
    public static bool Holds(IEnumerable<string> texts, string query)
    {
        var folded = string.Join('\n', texts.Select(Of));
        return Of(query).Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => folded.Contains(word, StringComparison.Ordinal));
    }

    /// <summary>A long vowel, or an <c>ый</c>, is written with one letter as often as with two.</summary>
    private static string OnceEach(string folded) => string.Concat(folded.Where((letter, i) => i == 0 || letter != folded[i - 1] || !char.IsLetter(letter)));
}
