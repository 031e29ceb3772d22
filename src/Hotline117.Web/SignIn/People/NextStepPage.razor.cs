using Hotline117.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Hotline117.Web.SignIn.People;

/// <summary>After the password: the second factor, a password of one's own, an authenticator; one after the other, as far as each is wanted.</summary>
public sealed partial class NextStepPage
{
    public sealed class StepForm
    {
        public string Code { get; set; } = "";
        public string Password { get; set; } = "";
        public string Again { get; set; } = "";
    }

    [Inject] private SignInDesk Desk { get; set; } = null!;
    [Inject] private StoredAccounts Accounts { get; set; } = null!;
    [Inject] private OwnAccount Own { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [CascadingParameter] private HttpContext Context { get; set; } = null!;
    [SupplyParameterFromForm] private StepForm Form { get; set; } = null!;
    [SupplyParameterFromQuery] private string? ReturnUrl { get; set; }

    private StepTaken Step { get; set; } = new("", "", false, "");
    private NextStep Now { get; set; }
    private IReadOnlyList<string>? Codes { get; set; }
    private string? Message { get; set; }

    private string Heading => Codes is not null ? "Codes" : Now.ToString();

    protected override async Task OnInitializedAsync()
    {
        Form ??= new StepForm();
        if (await SecondStep.OfAsync(Context) is not { } step)
        {
            Navigation.NavigateTo(SignInEndpoints.SignInPath);
            return;
        }

        Step = step;
        try
        {
            if (await Own.FindAsync(step.User, step.Stamp) is not { } person)
            {
                Navigation.NavigateTo(SignInEndpoints.SignInPath);
                return;
            }

            var known = Own.Known(person, step.HasGivenCode);
            Now = known.Next;
            if (Now is NextStep.None)
            {
                // The recovery codes were seen.
                await GoOnAsync(known);
            }
            else if (Now is NextStep.SetUpSecondFactor && step.Key is "")
            {
                await KeepAsync(known, Own.NewKey());
            }
        }
        catch (Exception e) when (PeopleWatch.IsAway(e))
        {
            Message = new SignInOutcome.Away().Tell(Context.Response, T, "");
        }
    }

    private async Task CodeAsync()
    {
        var address = Context.Connection.RemoteIpAddress?.ToString() ?? "";
        switch (await Desk.TryAsync(Step.User, address, () => Accounts.VerifyCodeAsync(Step.User, Step.Stamp, Form.Code), Context.RequestAborted))
        {
            case SignInOutcome.Welcome(var account):
                await GoOnAsync(account);
                break;
            case var failed:
                Message = failed.Tell(Context.Response, T, "Next.Code.Refused");
                break;
        }
    }

    private async Task PasswordAsync()
    {
        if (Now is not NextStep.NewPassword || await PersonAsync() is not { } person)
        {
            return;
        }

        if (await Own.SetPasswordAsync(person, Form.Password, Form.Again) is { } wrong)
        {
            Context.Response.StatusCode = StatusCodes.Status400BadRequest;
            Message = T[wrong, Person.ShortestPassword];
            return;
        }

        await GoOnAsync(Own.Known(person, Step.HasGivenCode));
    }

    private async Task SetUpAsync()
    {
        if (Now is not NextStep.SetUpSecondFactor || Step.Key is "" || await PersonAsync() is not { } person)
        {
            return;
        }

        Codes = await Own.SetUpSecondFactorAsync(person, Step.Key, Form.Code);
        if (Codes is null)
        {
            Context.Response.StatusCode = StatusCodes.Status400BadRequest;
            Message = T["Next.Code.Refused"];
            return;
        }

        await KeepAsync(Own.Known(person, hasGivenCode: true));
    }

    private Task<Person?> PersonAsync() => Own.FindAsync(Step.User, Step.Stamp);

    private async Task KeepAsync(KnownAccount account, string key = "")
    {
        await SecondStep.BeginAsync(Context, account, key);
        Step = new(account.User, account.Stamp, account.HasGivenCode, key);
    }

    private async Task GoOnAsync(KnownAccount account) => Navigation.NavigateTo(await SecondStep.GoOnAsync(Context, account, LocalUrl.OrRoot(ReturnUrl)));
}
