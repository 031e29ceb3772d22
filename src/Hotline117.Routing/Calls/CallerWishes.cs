using Hotline117.Contracts;
using Hotline117.Routing.Directory;

namespace Hotline117.Routing.Calls;

/// <summary>Whom the caller wants to talk to; null is no wish.</summary>
/// <param name="Language">Of <see cref="Languages.Known"/>.</param>
/// <param name="LanguageHint">What the caller's telephone is set to, where nobody was asked: among lines that are equally near the one that speaks it
/// comes first. It is never required: many a telephone is set to English by its maker.</param>
/// <param name="Service">Of <see cref="Services.Known"/>.</param>
/// <param name="Audience">Set by the number that was dialled. It is no wish that could be given up: the two are never bridged.</param>
public sealed record CallerWishes(string? Language = null, string? Service = null, Gender? Gender = null, Audience Audience = Audience.Victims,
    string? LanguageHint = null)
{
    public static CallerWishes None { get; } = new();
}
