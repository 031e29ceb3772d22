namespace Hotline117.AppHost;

/// <summary>The checkout that this program was built in, and where the same build put the services.</summary>
/// <param name="Configuration">For instance Debug.</param>
/// <param name="Framework">For instance net10.0.</param>
public sealed record Checkout(string Root, string Configuration, string Framework)
{
    public string TelephonyConfig => Path.Combine(Root, "telephony-config");
    public string AppHost => Path.Combine(Root, "src", "Hotline117.AppHost");

    /// <summary>Program folders end in <c>bin/CONFIGURATION/FRAMEWORK</c>; the tests' own do so too.</summary>
    public static Checkout Find()
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var root = framework;
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Hotline117.sln")))
        {
            root = root.Parent;
        }

        return root is not null
            ? new Checkout(root.FullName, framework.Parent!.Name, framework.Name)
            : throw new StartFailedException(
                $"No Hotline117.sln above {AppContext.BaseDirectory}.",
                remedy: "Start from a checkout: dotnet run --project src/Hotline117.AppHost");
    }

    public string ServiceFolder(string project) => Path.Combine(Root, "src", project, "bin", Configuration, Framework);
}
