using Hotline117.Hosting;
using Hotline117.Web.SignIn;
using Hotline117.Web.SignIn.Provider;
using Npgsql;

namespace Hotline117.Web.Shared;

/// <summary>All that this service is told by configuration.</summary>
/// <param name="SignInIdle"><c>SignIn:IdleMinutes</c>: a session that no person used for so long ends.</param>
/// <param name="People">Where people's accounts are kept; null where those of the configuration are all there are.</param>
/// <param name="Provider">Null where people sign in here.</param>
/// <param name="KeysFolder"><c>SignIn:KeysFolder</c>: where the keys that protect cookies are kept; null for the framework's own place.</param>
public sealed record WebSettings(
    ServiceAddress Routing, ServiceAddress Reporting, IReadOnlyList<Account> Accounts, TimeSpan SignInIdle, string? KeysFolder, PeopleSettings? People, ProviderSettings? Provider)
{
    private const int DefaultIdleMinutes = 60;

    /// <exception cref="ConfigurationException">With every fault, not only the first.</exception>
    public static WebSettings Read(IConfiguration configuration)
    {
        var faults = new List<string>();
        var accounts = configuration.GetSection("Accounts").Get<Account[]>() ?? [];
        var settings = new WebSettings(
            Address(configuration, "Routing", faults),
            Address(configuration, "Reporting", faults),
            accounts,
            Idle(configuration["SignIn:IdleMinutes"], faults),
            configuration["SignIn:KeysFolder"],
            PeopleSettings.Read(configuration, faults),
            ProviderSettings.Read(configuration, faults));
        if (settings.Provider is null)
            faults.AddRange(Account.Faults(accounts));
        return faults.Count == 0 ? settings : throw new ConfigurationException(faults);
    }

    private static ServiceAddress Address(IConfiguration configuration, string service, List<string> faults)
    {
        var written = configuration[$"{service}:Url"];
        if (!Uri.TryCreate(written?.TrimEnd('/') + '/', UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            faults.Add($"{service}:Url is '{written}'; it must be an http or https address such as http://127.0.0.1:5117.");
        var key = configuration[$"{service}:ApiKey"];
        if (string.IsNullOrWhiteSpace(key))
            faults.Add($"{service}:ApiKey is missing; it must be one of the keys (role service) that {service}Service knows.");
        return new ServiceAddress(url ?? new Uri("about:blank"), key ?? "");
    }

    private static TimeSpan Idle(string? written, List<string> faults)
    {
        if (written is null)
            return TimeSpan.FromMinutes(DefaultIdleMinutes);
        if (!int.TryParse(written, out var minutes) || minutes is < 1 or > 24 * 60)
            faults.Add($"SignIn:IdleMinutes is '{written}'; it must be a whole number from 1 to {24 * 60}.");
        return TimeSpan.FromMinutes(minutes);
    }
}

/// <param name="ConnectionString"><c>Postgres:ConnectionString</c>.</param>
/// <param name="SecondFactorIsRequired"><c>SignIn:SecondFactor</c>: <c>required</c> (the default), or <c>optional</c>.</param>
public sealed record PeopleSettings(string ConnectionString, bool SecondFactorIsRequired)
{
    internal static PeopleSettings? Read(IConfiguration configuration, List<string> faults)
    {
        var (connection, rule) = (configuration["Postgres:ConnectionString"], configuration["SignIn:SecondFactor"]);
        if (rule is not (null or "required" or "optional"))
            faults.Add($"SignIn:SecondFactor is '{rule}'; it must be required or optional.");
        if (string.IsNullOrWhiteSpace(connection))
        {
            if (rule is not null)
                faults.Add("SignIn:SecondFactor needs Postgres:ConnectionString: accounts of the configuration alone have no second factor.");
            return null;
        }

        try
        {
            _ = new NpgsqlConnectionStringBuilder(connection);
        }
        catch (ArgumentException)
        {
            faults.Add("Postgres:ConnectionString can't be read; it must be like Host=postgres;Database=hotline117;Username=hotline117;Password=….");
        }

        return new PeopleSettings(connection, rule is not "optional");
    }
}
