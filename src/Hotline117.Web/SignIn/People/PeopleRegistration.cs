using Hotline117.Web.Shared;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Hotline117.Web.SignIn.People;

public static class PeopleRegistration
{
    public const string PeoplePath = "/people";
    public const string OwnPath = "/account";

    /// <summary>People in PostgreSQL where there is one, else the configuration's accounts.</summary>
    public static void AddAccounts(this IServiceCollection services, WebSettings settings)
    {
        if (settings.People is not { } people)
        {
            services.AddSingleton<IAccounts>(new ConfiguredAccounts(settings.Accounts));
            return;
        }

        // Each look would be a line; what fails is told by PeopleWatch and by whoever asked.
        services.AddLogging(logging => logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None));
        services.AddDbContext<PeopleContext>(options => PeopleContext.Configure(options, people.ConnectionString));
        services.AddIdentityCore<Person>(options =>
        {
            // NIST SP 800-63B, 3.1.1.2: length, and no rules of composition.
            options.Password = new PasswordOptions
            {
                RequiredLength = Person.ShortestPassword,
                RequiredUniqueChars = 5,
                RequireDigit = false,
                RequireLowercase = false,
                RequireUppercase = false,
                RequireNonAlphanumeric = false,
            };
            options.User.AllowedUserNameCharacters = "";
        }).AddEntityFrameworkStores<PeopleContext>().AddTokenProvider<AuthenticatorTokenProvider<Person>>(TokenOptions.DefaultAuthenticatorProvider);
        services.AddSingleton(new SecondFactorRule(people.SecondFactorIsRequired));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<PeopleWatch>(provider, settings.Accounts));
        services.AddHostedService(provider => provider.GetRequiredService<PeopleWatch>());
        services.AddSingleton<StoredAccounts>().AddSingleton<IAccounts>(provider => provider.GetRequiredService<StoredAccounts>());
        services.AddScoped<OwnAccount>().AddScoped<PeopleDesk>();
        services.AddHealthChecks().AddCheck<PeopleHealth>("people");
    }

    /// <summary>Where the accounts are the configuration's nobody can change one here.</summary>
    public static void UsePeoplePages(this WebApplication app, WebSettings settings)
    {
        if (settings.People is null)
        {
            app.UseWhen(context => context.Request.Path.StartsWithSegments(PeoplePath) || context.Request.Path.StartsWithSegments(OwnPath) || context.Request.Path == SecondStep.Path,
                pages => pages.Run(context =>
                {
                    context.Response.StatusCode = StatusCodes.Status404NotFound;
                    return Task.CompletedTask;
                }));
        }
    }
}
