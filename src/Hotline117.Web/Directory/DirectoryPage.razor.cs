using System.Globalization;
using Hotline117.Web.Dispatch.Regions;
using Hotline117.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Hotline117.Web.Directory;

/// <summary>Which centres there are, in the order of the reader's alphabet, and those that a search finds.</summary>
public sealed partial class DirectoryPage
{
    private const int LongestQuery = 100;

    /// <summary>More nobody reads; a search finds the others.</summary>
    private const int MostShown = 200;

    [Inject] private DirectoryClient Client { get; set; } = null!;
    [Inject] private RegionDirectory Regions { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;
    [CascadingParameter] private HttpContext Context { get; set; } = null!;

    /// <summary>The name in the address.</summary>
    [SupplyParameterFromQuery(Name = "q")] private string? Asked { get; set; }

    private string Query => Asked is { Length: > LongestQuery } ? Asked[..LongestQuery] : Asked ?? "";

    private DateOnly Today => BishkekTime.DateOf(Time.GetUtcNow());

    /// <summary>Null while they can't be had.</summary>
    private IReadOnlyList<DirectoryCentre>? All { get; set; }
    private IReadOnlyList<CentreText> Found { get; set; } = [];

    protected override async Task OnInitializedAsync()
    {
        if (Hosting.SignIn.OwnCentre.Of(Context.User) is Hosting.SignIn.OwnCentre.NoneYet)
        {
            Context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        All = await Client.AllAsync(Context.User, Context.RequestAborted);
        if (All is null)
            Context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        else
            Found = [.. Sorted(All.Select(centre => new CentreText(centre, Regions.Current, T)).Where(centre => centre.IsFound(Query)), CultureInfo.CurrentUICulture)];
    }

    /// <summary>By the alphabet of that language: in Kyrgyz ң after н, ө after о, ү after у.</summary>
    public static IEnumerable<CentreText> Sorted(IEnumerable<CentreText> centres, CultureInfo language) =>
        centres.OrderBy(centre => centre.Name, StringComparer.Create(language, ignoreCase: true)).ThenBy(centre => centre.Centre.Id, StringComparer.Ordinal);
}
