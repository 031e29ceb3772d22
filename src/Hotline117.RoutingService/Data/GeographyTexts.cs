using Hotline117.Routing;

namespace Hotline117.RoutingService.Data;

/// <summary>The text of each geography file: the site's own where there is one, else the built-in one.</summary>
public sealed record GeographyTexts(IReadOnlyDictionary<string, string> ByName)
{
    private static readonly string[] Names = ["regions.json", "area-codes.json", "roads.json", "places.json", "cells.json", "trunks.json"];

    /// <summary>12 hexadecimal digits that stand for the content.</summary>
    public string Version { get; } = ContentVersion.Of(Names.Select(name => ByName[name]));

    public string this[string name] => ByName[name];

    /// <param name="folder">The site's own files, or null.</param>
    /// <exception cref="InvalidDataException">There is no such folder.</exception>
    /// <exception cref="IOException">A file can't be read.</exception>
    public static GeographyTexts Read(string? folder)
    {
        if (folder is not null && !Directory.Exists(folder))
            throw new InvalidDataException($"Geography:Folder is {folder}, and there is no such folder: make it, or leave the setting out");
        return Of(name => folder is not null && Path.Combine(folder, name) is var own && File.Exists(own) ? File.ReadAllText(own) : BuiltIn(name));
    }

    public static GeographyTexts Of(Func<string, string> textOf) => new(Names.ToDictionary(name => name, textOf));

    private static string BuiltIn(string name)
    {
        using var stream = typeof(GeographyTexts).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidDataException($"{name} is not built into the program");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
