using Hotline117.Contracts.Rosters;
using Hotline117.Web.Shared;
using Microsoft.Extensions.Localization;

namespace Hotline117.Web.Rosters;

/// <summary>What the router finds wrong or doubtful in a roster, in the reader's language.</summary>
public static class FindingText
{
    /// <returns>Null for what a newer router says by a code, or with arguments, that are not known here: then there is only its English.</returns>
    public static string? Of(RosterProblem found, IStringLocalizer<Texts> texts)
    {
        if (found.Code is null || texts[Key(found.Code)].ResourceNotFound)
            return null;
        try
        {
            return string.Join(' ', new[]
            {
                texts[Key(found.Code), [.. found.Arguments ?? []]].Value,
                found.Near is null ? null : texts["Finding.Near", found.Near].Value,
                found.OtherLine is null ? null : texts["Finding.OtherLine", found.OtherLine].Value,
            }.OfType<string>());
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public static string Key(string code) => $"Finding.{code}";
}
