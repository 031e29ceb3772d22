using Hotline117.Web.Rosters;
using Hotline117.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace Hotline117.Web.Directory;

/// <summary>
/// Changes one centre. Whoever was overtaken by another editor keeps what was written, sees what the other did and can save it into the new state. A secret centre is not
/// changed here: the form would show it without the entry in the trail.
/// </summary>
public sealed partial class CentreEditPage
{
    /// <summary>The fields beside which it is said what is wrong with them.</summary>
    private static readonly string[] InPlace = ["name.ky", "name.ru", "name.en", "town", "languages", "validFrom", "validTo"];
    private static readonly string[] Languages = ["ky", "ru", "uz", "tg", "en"];
    private static readonly string[] Services =
        ["shelter", "legal", "medical", "gynaecologist", "psychologist", "children", "court-support", "material-aid", "employment", "outreach", "rehabilitation", "information"];

    [Inject] private DirectoryClient Client { get; set; } = null!;
    [Inject] private RosterClient Trail { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [CascadingParameter] private HttpContext Context { get; set; } = null!;
    [Parameter] public string Id { get; set; } = "";

    private CentreForm? Form { get; set; }
    private string Tag { get; set; } = "";
    private string Seen { get; set; } = "";
    private string? Fault { get; set; }
    private IReadOnlyDictionary<string, string[]> Wrong { get; set; } = new Dictionary<string, string[]>();
    private IReadOnlyList<RosterEdit> Edits { get; set; } = [];

    protected override async Task OnInitializedAsync()
    {
        if (HttpMethods.IsPost(Context.Request.Method))
        {
            var form = await Context.Request.ReadFormAsync(Context.RequestAborted);
            (Form, Tag, Seen) = (CentreForm.Read(form), form["Tag"].ToString(), form["Seen"].ToString());
        }
        else if (await ReadStateAsync() is { } now)
        {
            Form = CentreForm.Of(now);
        }
    }

    private async Task SaveAsync()
    {
        var answer = await Client.ChangeAsync(Context.User, Id, Form!.Patch(), Tag, Context.RequestAborted);
        switch (answer.Fault)
        {
            case null:
                Navigation.NavigateTo($"{CentrePage.Address(Id)}?saved=true");
                break;
            case "Outdated":
                var seen = Seen;
                if (await ReadStateAsync() is not null)
                    Fail("Outdated", StatusCodes.Status409Conflict);
                Edits = RosterEdits.Since(edits, seen, "directory");
                break;
            default:
                Wrong = answer.Wrong;
                Fail(answer.Fault, answer.Fault is "Wrong" ? StatusCodes.Status400BadRequest : StatusCodes.Status503ServiceUnavailable);
                break;
        }
    }

    private IReadOnlyList<StoredEdit> edits = [];

    /// <summary>The trail first: what comes in between is told rather once too often.</summary>
    /// <returns>Null where it can't be had or changed here, which is said.</returns>
    private async Task<DirectoryCentre?> ReadStateAsync()
    {
        var trail = await Trail.TrailAsync(Context.User, Context.RequestAborted);
        var answer = await Client.CentreAsync(Context.User, Id, Context.RequestAborted);
        if (trail is null || answer.Centre is not { } centre)
        {
            Fail(answer.Fault is "Gone" ? "Gone" : "Unreachable", answer.Fault is "Gone" ? StatusCodes.Status404NotFound : StatusCodes.Status503ServiceUnavailable);
            return null;
        }

        if (centre.IsClosed)
        {
            Form = null;
            Fail("Secret", StatusCodes.Status403Forbidden);
            return null;
        }

        (edits, Tag, Seen) = (trail, answer.Tag, RosterEdits.Newest(trail));
        return centre;
    }

    /// <summary>In the reader's words where there are some, else in the router's.</summary>
    private string[] WrongWith(string field) => !Wrong.TryGetValue(field, out var words) ? []
        : T[$"Directory.Edit.Wrong.{field}"] is { ResourceNotFound: false } known ? [known.Value] : words;

    private void Fail(string fault, int status) => (Fault, Context.Response.StatusCode) = (fault, status);
}
