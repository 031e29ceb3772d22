using System.Globalization;
using Hotline117.Contracts.Rosters;
using Hotline117.Hosting.SignIn;
using Hotline117.Web.Dispatch.Feed;
using Hotline117.Web.Shared;
using Hotline117.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace Hotline117.Web.Rosters;

/// <summary>
/// Adds, changes or removes one shift or exception. Whoever was overtaken by another editor keeps what was written, sees what the other did and can save it into the new state.
/// </summary>
public sealed partial class EntryPage
{
    public const string Path = PageAccess.RostersPath + "/entry";

    [Inject] private RosterClient Client { get; set; } = null!;
    [Inject] private LiveBoard Board { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [CascadingParameter] private HttpContext Context { get; set; } = null!;
    [SupplyParameterFromQuery] private string? Kind { get; set; }
    [SupplyParameterFromQuery] private string? Centre { get; set; }
    [SupplyParameterFromQuery] private string? Shift { get; set; }
    [SupplyParameterFromQuery] private string? Exception { get; set; }
    [SupplyParameterFromQuery] private string? Week { get; set; }

    /// <summary>The line of a new entry.</summary>
    [SupplyParameterFromQuery] private string? Line { get; set; }

    /// <summary>Where an entry, or a new one, was put in the week; see <see cref="RosterMove"/>.</summary>
    [SupplyParameterFromQuery] private string? Was { get; set; }
    [SupplyParameterFromQuery] private string? From { get; set; }
    [SupplyParameterFromQuery] private string? To { get; set; }

    /// <summary>As the form shows it; null where there is none.</summary>
    private RosterEntry? Entry { get; set; }

    /// <summary>As it is stored, where the form proposes something else; null where it proposes nothing.</summary>
    private RosterEntry? Before { get; set; }

    /// <summary>As it is stored since another editor was quicker; null where it is gone.</summary>
    private RosterEntry? Stored { get; set; }
    private bool IsNew { get; set; }

    /// <summary>The centre whose lines can be chosen.</summary>
    private string Of { get; set; } = "";
    private string Tag { get; set; } = "";
    private string Seen { get; set; } = "";
    private string? Fault { get; set; }
    private IReadOnlyList<RosterProblem> Found { get; set; } = [];
    private IReadOnlyList<RosterEdit> Edits { get; set; } = [];

    private DateOnly Monday => RosterWeekView.Read(Week, BishkekTime.DateOf(Time.GetUtcNow()));

    private string Back => $"{PageAccess.RostersPath}?week={BishkekTime.Iso(Monday)}";

    private IEnumerable<string> LinesToChoose => (Board.Current.Live?.Centres.GetValueOrDefault(Of)?.Lines.Select(line => line.LineId) ?? []).Union(Entry?.Lines ?? []);

    protected override async Task OnInitializedAsync()
    {
        if (HttpMethods.IsPost(Context.Request.Method))
            ReadForm(await Context.Request.ReadFormAsync(Context.RequestAborted));
        else
            await ReadStoredAsync();
        // What the page itself knows of lines and names is of all centres.
        if (OwnCentre.Of(Context.User) is { } own && Entry is not null && Of != own)
        {
            (Entry, Before, Of) = (null, null, "");
            Fail("OtherCentre", StatusCodes.Status403Forbidden);
        }
    }

    private void ReadForm(IFormCollection form)
    {
        Entry = RosterEntry.Read(form);
        (Of, IsNew, Tag, Seen) = (form["Of"].ToString(), form["New"] == "yes", form["Tag"].ToString(), form["Seen"].ToString());
    }

    private async Task ReadStoredAsync()
    {
        // The trail first: what comes in between is told rather once too often.
        var trail = await Client.TrailAsync(Context.User, Context.RequestAborted);
        if (trail is null || await Client.RosterAsync(Context.User, Context.RequestAborted) is not { } roster)
        {
            Fail("Unreachable", StatusCodes.Status503ServiceUnavailable);
            return;
        }

        (Tag, Seen) = (roster.Tag, RosterEdits.Newest(trail));
        IsNew = Shift is null && Exception is null;
        Entry = IsNew ? NewEntry() : RosterEntry.Find(roster.Content, Exception is not null, Exception ?? Shift!);
        if (Entry is null)
        {
            Fail("Gone", StatusCodes.Status404NotFound);
            return;
        }

        if (RosterMove.Read(Was, From, To)?.Of(Entry) is { } proposed)
            (Before, Entry) = (IsNew ? null : Entry, proposed);
        Of = Entry.Centre ?? (IsNew ? Centre : CentreOf(Entry.Lines)) ?? "";
    }

    private RosterEntry NewEntry()
    {
        var kind = Enum.TryParse<EntryKind>(Kind, out var asked) && Enum.IsDefined(asked) ? asked : EntryKind.Off;
        var today = BishkekTime.DateOf(Time.GetUtcNow());
        var day = BishkekTime.Iso(Monday > today ? Monday : today);
        var (from, to) = kind is EntryKind.Off ? (day, day) : ("08:00", "20:00");
        return new RosterEntry { Kind = kind, Id = $"{kind.ToString().ToLowerInvariant()}-{Guid.NewGuid():N}"[..24], From = from, To = to, Date = kind is EntryKind.On ? day : "", Lines = Line is null ? [] : [Line] };
    }

    private async Task SaveAsync()
    {
        if (Entry is null)
            return;
        var isRemoval = Context.Request.Form["Do"] == "remove";
        var answer = await Client.ChangeAsync(Context.User, Entry.Address, isRemoval ? null : Entry.Body().ToJsonString(), "application/json", Tag, Context.RequestAborted);
        switch (answer.Fault)
        {
            case null:
                Navigation.NavigateTo($"{Back}&saved=true");
                break;
            case "Outdated":
                await ReadNewStateAsync();
                break;
            default:
                Found = answer.Found;
                Fail(answer.Fault, answer.Fault switch
                {
                    "Wrong" => StatusCodes.Status400BadRequest,
                    "Forbidden" => StatusCodes.Status403Forbidden,
                    _ => StatusCodes.Status503ServiceUnavailable,
                });
                break;
        }
    }

    private async Task ReadNewStateAsync()
    {
        var trail = await Client.TrailAsync(Context.User, Context.RequestAborted);
        if (trail is null || await Client.RosterAsync(Context.User, Context.RequestAborted) is not { } roster)
        {
            Fail("Unreachable", StatusCodes.Status503ServiceUnavailable);
            return;
        }

        Edits = RosterEdits.Since(trail, Seen);
        Stored = RosterEntry.Find(roster.Content, Entry!.Kind is EntryKind.Off, Entry.Id);
        (Tag, Seen) = (roster.Tag, RosterEdits.Newest(trail));
        Fail("Outdated", StatusCodes.Status409Conflict);
    }

    private void Fail(string fault, int status) => (Fault, Context.Response.StatusCode) = (fault, status);

    private string? CentreOf(IReadOnlyList<string> lines) =>
        Board.Current.Live?.Centres.Values.FirstOrDefault(centre => centre.Lines.Any(line => lines.Contains(line.LineId)))?.CentreId;

    private string NameOf(string id) => Board.Current.Live?.NameOf(id, CultureInfo.CurrentUICulture) ?? id;
}
