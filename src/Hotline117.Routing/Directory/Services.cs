namespace Hotline117.Routing.Directory;

/// <summary>The kinds of help that a centre can be said to give, and that a caller can ask for.</summary>
public static class Services
{
    public const string Shelter = "shelter";

    public static IReadOnlyList<string> Known { get; } =
    [
        Shelter, "legal", "medical", "gynaecologist", "psychologist", "children", "court-support", "material-aid", "employment", "outreach",
        "rehabilitation", "information",
    ];
}
