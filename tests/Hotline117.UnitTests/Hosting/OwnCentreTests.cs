using System.Security.Claims;
using Hotline117.Hosting.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hotline117.UnitTests.Hosting;

public sealed class OwnCentreTests
{
    [Theory]
    [InlineData("coordinator/gulnara/ak-jurok", "ak-jurok", null)]
    [InlineData("coordinator/gulnara/ak-jurok", "tendesh", "otherCentre")]
    [InlineData("coordinator/gulnara/ak-jurok", null, "otherCentre")]
    [InlineData("coordinator/gulnara", "ak-jurok", "noCentre")]
    [InlineData("coordinator/gulnara", "", "noCentre")]
    [InlineData("dispatcher/aida", "tendesh", null)]
    [InlineData("supervisor/bakyt", null, null)]
    public void A_coordinator_may_in_her_own_centre_only_and_nobody_else_is_bound(string person, string? centre, string? refusal)
    {
        var who = new ClaimsPrincipal(OnBehalfOf.Read(person)!.Identity("test"));

        var problem = (ProblemHttpResult?)OwnCentre.Refusal(who, centre);

        Assert.Equal(refusal, problem?.ProblemDetails.Extensions["code"]);
        Assert.Equal(refusal is null ? null : 403, problem?.StatusCode);
    }
}
