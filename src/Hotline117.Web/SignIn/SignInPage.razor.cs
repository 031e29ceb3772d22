using Hotline117.Web.Shared;
using Hotline117.Web.SignIn.Provider;
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

    [SupplyParameterFromQuery] private string? Fault { get; set; }
    [Inject] private WebSettings Settings { get; set; } = null!;

    private string? Message { get; set; }

    protected override void OnInitialized()
    {
        Form ??= new SignInForm();
        Message = ProviderRegistration.Faults.Contains(Fault) ? (string)T[Fault!]! : null;
    }

    private async Task SubmitAsync()
    {
        var address = Context.Connection.RemoteIpAddress?.ToString() ?? "";
        switch (await Desk.TryAsync(Form.User.Trim(), Form.Password, address, Context.RequestAborted))
        {
            case SignInOutcome.Welcome(var account):
                Navigation.NavigateTo(await SecondStep.GoOnAsync(Context, account, LocalUrl.OrRoot(ReturnUrl)));
                break;
            case var failed:
                Message = failed.Tell(Context.Response, T, "SignIn.Refused");
                break;
        }
    }
}
