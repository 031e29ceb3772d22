using System.Globalization;
using Hotline117.Web.Shared;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;

namespace Hotline117.Web.SignIn;

public sealed partial class SignInPage
{
    public sealed class SignInForm
    {
        public string User { get; set; } = "";
        public string Password { get; set; } = "";
    }

    [Inject] private SignInDesk Desk { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [CascadingParameter] private HttpContext Context { get; set; } = null!;
    [SupplyParameterFromForm] private SignInForm Form { get; set; } = null!;
    [SupplyParameterFromQuery] private string? ReturnUrl { get; set; }

    private string? Message { get; set; }

    protected override void OnInitialized() => Form ??= new SignInForm();

    private async Task SubmitAsync()
    {
        var address = Context.Connection.RemoteIpAddress?.ToString() ?? "";
        switch (await Desk.TryAsync(Form.User.Trim(), Form.Password, address, Context.RequestAborted))
        {
            case SignInOutcome.Welcome(var account):
                await Context.SignInAsync(SessionCookie.Scheme, SessionCookie.Principal(account));
                Navigation.NavigateTo(LocalUrl.OrRoot(ReturnUrl));
                break;
            case SignInOutcome.TooMany(var retryAfter):
                var seconds = (int)Math.Ceiling(retryAfter.TotalSeconds);
                Context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                Context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                Message = T["SignIn.TooMany", $"{seconds / 60}:{seconds % 60:00}"];
                break;
            default:
                Context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                Message = T["SignIn.Refused"];
                break;
        }
    }
}
