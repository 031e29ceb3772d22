using System.Security.Claims;
using Hotline117.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Hotline117.Web.SignIn.People;

/// <summary>One's own password and authenticator. Both need the password once more, and end all other sessions.</summary>
public sealed partial class OwnPage
{
    public sealed class OwnForm
    {
        public string Current { get; set; } = "";
        public string Password { get; set; } = "";
        public string Again { get; set; } = "";
    }

    [Inject] private SignInDesk Desk { get; set; } = null!;
    [Inject] private OwnAccount Own { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [CascadingParameter] private HttpContext Context { get; set; } = null!;
    [SupplyParameterFromForm] private OwnForm Form { get; set; } = null!;

    private string? Message { get; set; }

    protected override void OnInitialized() => Form ??= new OwnForm();

    private async Task SetPasswordAsync()
    {
        if (await CheckedAsync() is not { } person)
        {
            return;
        }

        if (await Own.SetPasswordAsync(person, Form.Password, Form.Again) is { } wrong)
        {
            Context.Response.StatusCode = StatusCodes.Status400BadRequest;
            Message = T[wrong, Person.ShortestPassword];
            return;
        }

        await GoOnAsync(person);
    }

    private async Task WantSecondFactorAsync()
    {
        if (await CheckedAsync() is { } person)
        {
            await Own.WantSecondFactorAsync(person);
            await GoOnAsync(person);
        }
    }

    // Who is signed in has given the second factor, if there is one.
    private async Task GoOnAsync(Person person) =>
        Navigation.NavigateTo(await SecondStep.GoOnAsync(Context, Own.Known(person, hasGivenCode: true), PeopleRegistration.OwnPath));

    /// <returns>Null where the password is not the person's: a screen that was left open is no sign-in.</returns>
    private async Task<Person?> CheckedAsync()
    {
        Person? person = null;
        var (user, stamp) = (Context.User.Identity?.Name ?? "", Context.User.FindFirstValue(SessionCookie.StampClaim) ?? "");
        var outcome = await Desk.TryAsync(user, Context.Connection.RemoteIpAddress?.ToString() ?? "", async () =>
        {
            try
            {
                person = await Own.FindAsync(user, stamp) is { } found && await Own.CheckPasswordAsync(found, Form.Current) ? found : null;
                return person is null ? null : Own.Known(person, hasGivenCode: true);
            }
            catch (Exception e) when (PeopleWatch.IsAway(e))
            {
                throw new AccountsAwayException(e);
            }
        }, Context.RequestAborted);
        if (outcome is not SignInOutcome.Welcome)
        {
            Message = outcome.Tell(Context.Response, T, "Own.Refused");
        }

        return person;
    }
}
