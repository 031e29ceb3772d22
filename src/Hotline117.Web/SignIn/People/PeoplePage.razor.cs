using System.Globalization;
using Hotline117.Web.Dispatch.Feed;
using Microsoft.AspNetCore.Components;

namespace Hotline117.Web.SignIn.People;

/// <summary>Who may sign in, for administrators: a lost password or authenticator is mended here, and somebody who has left is locked out.</summary>
public sealed partial class PeoplePage
{
    public sealed class PersonForm
    {
        public string User { get; set; } = "";
        public string Role { get; set; } = "";
        public string? Centre { get; set; }
        public Guid Person { get; set; }
        public AccountAct? What { get; set; }
    }

    [Inject] private PeopleDesk Desk { get; set; } = null!;
    [Inject] private LiveBoard Board { get; set; } = null!;
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
        var centre = string.IsNullOrEmpty(Form.Centre) ? null : Form.Centre;
        var isKnown = centre is null || Form.What != AccountAct.CentreSet || Centres.Any(known => known.Id == centre);
        (var isDone, Told) = isKnown ? await Desk.ActAsync(Form.What ?? default, Form.Person, Form.Role, centre, By) : (false, null);
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

    private IEnumerable<(string Id, string Name)> Centres =>
        (Board.Current.Live?.Centres.Keys ?? []).Select(id => (id, NameOf(id))).OrderBy(centre => centre.Item2, StringComparer.CurrentCulture);

    private string NameOf(string id) => Board.Current.Live?.NameOf(id, CultureInfo.CurrentUICulture) ?? id;

    /// <summary>The role or the centre that was given.</summary>
    private string Given(AccountChange change) =>
        change.What == AccountAct.CentreSet ? change.Centre is null ? T["People.NoCentre"] : NameOf(change.Centre) : change.Role is null ? "" : T[$"Role.{change.Role}"];

    private async Task ReadAsync()
    {
        All = await Desk.ListAsync();
        Changes = await Desk.ChangesAsync();
    }
}
