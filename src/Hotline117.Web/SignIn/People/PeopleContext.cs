using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Hotline117.Web.SignIn.People;

/// <summary>People's accounts, in a schema of their own: the database may be the statistics'.</summary>
/// <remarks>A new migration: <c>dotnet ef migrations add NAME --project src/Hotline117.Web --output-dir SignIn/People/Migrations</c>.</remarks>
public sealed class PeopleContext(DbContextOptions<PeopleContext> options) : IdentityUserContext<Person, Guid>(options)
{
    public const string Schema = "people";

    public DbSet<AccountChange> Changes => Set<AccountChange>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.HasDefaultSchema(Schema);
        // Nothing is known of a person but name and role.
        builder.Ignore<IdentityUserClaim<Guid>>().Ignore<IdentityUserLogin<Guid>>();
        builder.Entity<Person>(table =>
        {
            table.ToTable("people");
            table.Ignore(person => person.Email).Ignore(person => person.NormalizedEmail).Ignore(person => person.EmailConfirmed);
            table.Ignore(person => person.PhoneNumber).Ignore(person => person.PhoneNumberConfirmed);
            table.Ignore(person => person.LockoutEnabled).Ignore(person => person.AccessFailedCount);
        });
        builder.Entity<IdentityUserToken<Guid>>().ToTable("tokens");
        builder.Entity<AccountChange>(table =>
        {
            table.ToTable("changes").HasKey(change => change.Id);
            table.Property(change => change.What).HasConversion<string>();
        });
        foreach (var property in builder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
        }
    }

    public static void Configure(DbContextOptionsBuilder options, string connectionString) =>
        options.UseNpgsql(connectionString, npgsql => npgsql.MigrationsHistoryTable("migrations", Schema));
}

/// <summary>For <c>dotnet ef</c> only, which needs no database.</summary>
internal sealed class DesignTimePeopleContext : Microsoft.EntityFrameworkCore.Design.IDesignTimeDbContextFactory<PeopleContext>
{
    public PeopleContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PeopleContext>();
        PeopleContext.Configure(options, "Host=nowhere");
        return new PeopleContext(options.Options);
    }
}
