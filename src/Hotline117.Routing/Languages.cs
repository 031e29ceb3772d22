namespace Hotline117.Routing;

/// <summary>The languages a line can be said to speak: Kyrgyz, Russian, Uzbek, Tajik, English (ISO 639-1).</summary>
public static class Languages
{
    public static IReadOnlyList<string> Known { get; } = ["ky", "ru", "uz", "tg", "en"];
}
