using Hotline117.Web.Shared;
using Microsoft.Extensions.Localization;

namespace Hotline117.Web.Dispatch.Acting;

/// <summary>A time by road.</summary>
public static class Way
{
    /// <returns><c>40 min</c>, <c>3 h 05 min</c>, in the reader's language.</returns>
    public static string Text(int minutes, IStringLocalizer<Texts> texts) =>
        minutes < 60 ? texts["Way.Minutes", minutes] : texts["Way.Hours", minutes / 60, $"{minutes % 60:00}"];
}
