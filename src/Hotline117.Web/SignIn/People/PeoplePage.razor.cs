using Microsoft.AspNetCore.Components;

namespace Hotline117.Web.SignIn.People;

/// <summary>Who may sign in, for administrators: a lost password or authenticator is mended here, and somebody who has left is locked out.</summary>
public sealed partial class PeoplePage
{
    public sealed class PersonForm
    {
        public string User { get; set; } = "";
        public string Role { get; set; } = "";
        public Guid Person { get; set; }
        public AccountAct? What { get; set; }
    }

    [Inject] private PeopleDesk Desk { get; set; } = null!;
    [CascadingParameter] private HttpContext Context { get; set; } = null!;
    [SupplyParameterFromForm] private PersonForm Form { get; set; } = null!;

    private IReadOnlyList<Person> All { get; set; } = [];
    private IReadOnlyList<AccountChange> Changes { get; set; } = [];
    private string? Message { get; set; }
    private bool IsDone { get; set; }

    /// <summary>A temporary password, shown this once.</summary>
    private string? Told { get; set; }
    private string ToldTo { get; set; } = "";

    private string By => Context.User.Identity?.Name ?? "";

    protected override async Task OnInitializedAsync()
    {
        Form ??= new PersonForm();
        await ReadAsync();
    }

    private async Task AddAsync()
    {
        var user = Form.User.Trim();
        (Told, ToldTo) = (Account.Roles.Contains(Form.Role) ? await Desk.AddAsync(user, Form.Role, By) : null, user);
        await AnswerAsync(Told is not null, "People.Add.Refused");
    }

    private async Task ActAsync()
    {
        ToldTo = All.FirstOrDefault(person => person.Id == Form.Person)?.UserName ?? "";
        (var isDone, Told) = await Desk.ActAsync(Form.What ?? default, Form.Person, Form.Role, By);
        await AnswerAsync(isDone, "People.Act.Refused");
    }

    private async Task AnswerAsync(bool isDone, string refused)
    {
        IsDone = isDone;
        Message = T[isDone ? "People.Done" : refused];
        if (!isDone)
        {
            Context.Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        All = await Desk.ListAsync();
        Changes = await Desk.ChangesAsync();
    }
}
