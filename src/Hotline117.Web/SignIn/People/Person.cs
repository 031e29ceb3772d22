using Microsoft.AspNetCore.Identity;

namespace Hotline117.Web.SignIn.People;

/// <summary>Somebody who may sign in. Everybody holds one role.</summary>
public sealed class Person : IdentityUser<Guid>
{
    public const int ShortestPassword = 12;

    public string Role { get; set; } = "";

    /// <summary>To which a coordinator is bound; null where nobody has given one yet, and for all others.</summary>
    public string? Centre { get; set; }

    /// <summary>An administrator chose the password, and so knows it.</summary>
    public bool PasswordIsTemporary { get; set; }

    /// <summary>Wants an authenticator at the next sign-in, also where nobody must have one.</summary>
    public bool WantsSecondFactor { get; set; }

    /// <summary>The authenticator's code that was taken last: it is not taken twice (RFC 6238, 5.2).</summary>
    public string? LastCode { get; set; }

    public bool IsLocked => LockoutEnd is not null;

    public string Stamp => ConfiguredAccounts.Stamp(UserName ?? "", Role, SecurityStamp ?? "", Centre ?? "");
}

/// <summary>What was done to whose account, and by whom.</summary>
public sealed class AccountChange
{
    public long Id { get; set; }
    public DateTimeOffset At { get; set; }
    public string By { get; set; } = "";
    public string Who { get; set; } = "";
    public AccountAct What { get; set; }

    /// <summary>The new role, where it is of one.</summary>
    public string? Role { get; set; }

    /// <summary>The new centre, where it is of one; null where it was taken away.</summary>
    public string? Centre { get; set; }
}

public enum AccountAct
{
    Added,
    RoleSet,
    CentreSet,
    PasswordSet,
    SecondFactorRemoved,
    Locked,
    Unlocked,
    Removed,
    OwnPasswordSet,
    OwnSecondFactorSetUp,
}
