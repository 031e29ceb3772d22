using Hotline117.Web.Dispatch.Regions;
using Hotline117.Web.Shared;
using Hotline117.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace Hotline117.Web.Directory;

/// <summary>
/// One centre with all that staff may read of it. A secret one is opened by a form, for the one page that answers it: nothing remains of it here, so that whoever comes back
/// or loads it again must open it again.
/// </summary>
public sealed partial class CentrePage
{
    [Inject] private DirectoryClient Client { get; set; } = null!;
    [Inject] private RegionDirectory Regions { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;
    [CascadingParameter] private HttpContext Context { get; set; } = null!;
    [Parameter] public string Id { get; set; } = "";
    [SupplyParameterFromQuery] private bool Saved { get; set; }

    /// <summary>Null where there is no such centre for this person.</summary>
    private CentreText? Text { get; set; }
    private string? Fault { get; set; }
    private bool Opened { get; set; }
    private string Reason { get; set; } = "";

    private DateOnly Today => BishkekTime.DateOf(Time.GetUtcNow());

    public static string Address(string id) => $"{PageAccess.DirectoryPath}/{Uri.EscapeDataString(id)}";

    protected override async Task OnInitializedAsync() => Show(await Client.CentreAsync(Context.User, Id, Context.RequestAborted));

    private async Task OpenAsync()
    {
        Reason = Context.Request.Form["Reason"].ToString();
        if (!Context.User.IsIn(PageAccess.OpenSecrets))
        {
            Fail("Forbidden");
            return;
        }

        var answer = await Client.OpenAsync(Context.User, Uri.EscapeDataString(Id), Reason, Context.RequestAborted);
        Opened = answer.Centre is not null;
        if (answer.Fault is null or "Gone")
            Show(answer);
        else
            Fail(answer.Fault is "Unreachable" ? "NotOpened" : answer.Fault);
    }

    private void Show(CentreAnswer answer)
    {
        Text = answer.Centre is null ? null : new CentreText(answer.Centre, Regions.Current, T);
        if (answer.Fault is { } fault)
            Fail(fault);
    }

    private void Fail(string fault) => (Fault, Context.Response.StatusCode) = (fault, fault switch
    {
        "Gone" => StatusCodes.Status404NotFound,
        "Forbidden" => StatusCodes.Status403Forbidden,
        "Wrong" => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status503ServiceUnavailable,
    });
}
