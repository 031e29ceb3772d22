using Hotline117.Contracts.Rosters;
using Microsoft.AspNetCore.Components;

namespace Hotline117.Web.Rosters;

/// <summary>Replaces the roster by a file, or only tells what is wrong with it: all of it at once.</summary>
public sealed partial class ImportPage
{
    /// <summary>A little more than RoutingService reads of a file, for what a form adds.</summary>
    private const int MostBytes = (5 << 20) + (64 << 10);

    [Inject] private RosterClient Client { get; set; } = null!;
    [CascadingParameter] private HttpContext Context { get; set; } = null!;

    private string Tag { get; set; } = "";
    private string Seen { get; set; } = "";
    private string? Fault { get; set; }
    private string? Done { get; set; }
    private IReadOnlyList<RosterProblem> Found { get; set; } = [];
    private IReadOnlyList<RosterEdit> Edits { get; set; } = [];

    protected override async Task OnInitializedAsync()
    {
        if (!HttpMethods.IsPost(Context.Request.Method))
        {
            await ReadStateAsync();
            return;
        }

        var form = await Context.Request.ReadFormAsync(Context.RequestAborted);
        (Tag, Seen) = (form["Tag"].ToString(), form["Seen"].ToString());
    }

    private async Task SendAsync()
    {
        var isTrial = Context.Request.Form["Do"] == "check";
        if (Context.Request.Form.Files is not [{ Length: > 0 } file])
        {
            Fail("NoFile", StatusCodes.Status400BadRequest);
            return;
        }

        var format = System.IO.Path.GetExtension(file.FileName).TrimStart('.').ToLowerInvariant();
        if (!RostersRegistration.MediaTypes.TryGetValue(format, out var mediaType))
        {
            Fail("NoFile", StatusCodes.Status400BadRequest);
            return;
        }

        using var reader = new StreamReader(file.OpenReadStream());
        var text = await reader.ReadToEndAsync(Context.RequestAborted);
        var answer = await Client.ChangeAsync(Context.User, isTrial ? "?dryRun=true" : "?dryRun=false", text, mediaType, Tag, Context.RequestAborted);
        Found = answer.Found;
        if (answer.Fault is null)
            Done = isTrial ? "Rosters.Checked" : "Rosters.Saved";
        else
            Fail(answer.Fault, answer.Fault switch
            {
                "Wrong" => StatusCodes.Status400BadRequest,
                "Outdated" => StatusCodes.Status409Conflict,
                _ => StatusCodes.Status503ServiceUnavailable,
            });
        // A second file is made from the state that this one has left, or that was told now.
        if (answer.Fault is "Outdated" || (answer.Fault is null && !isTrial))
            await ReadStateAsync();
    }

    private async Task ReadStateAsync()
    {
        var trail = await Client.TrailAsync(Context.User, Context.RequestAborted);
        if (trail is null || await Client.RosterAsync(Context.User, Context.RequestAborted) is not { } roster)
        {
            Fail("Unreachable", StatusCodes.Status503ServiceUnavailable);
            return;
        }

        if (Fault is "Outdated")
            Edits = RosterEdits.Since(trail, Seen);
        (Tag, Seen) = (roster.Tag, RosterEdits.Newest(trail));
    }

    private void Fail(string fault, int status) => (Fault, Context.Response.StatusCode) = (fault, status);
}
