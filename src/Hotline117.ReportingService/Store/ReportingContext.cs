using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Hotline117.ReportingService.Store;

/// <summary>The tables. EF Core models and migrates them; events are written and counted by plain SQL.</summary>
/// <remarks>A new migration: <c>dotnet ef migrations add NAME --project src/Hotline117.ReportingService --output-dir Store/Migrations</c>.</remarks>
public sealed class ReportingContext(DbContextOptions<ReportingContext> options) : DbContext(options)
{
    public DbSet<StoredEvent> Events => Set<StoredEvent>();

    public DbSet<CallFacts> Calls => Set<CallFacts>();

    public DbSet<PublishedMonth> PublishedMonths => Set<PublishedMonth>();

    public DbSet<ReducedMonth> ReducedMonths => Set<ReducedMonth>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<StoredEvent>(table =>
        {
            table.ToTable("events").HasNoKey();
            // One index finds the events of a call and keeps each once, those of no call too.
            table.HasIndex(row => new { row.CallId, row.EventId }).IsUnique().AreNullsDistinct(false);
            // Of those that tell of no call the latest, or those of some hours, are looked for.
            table.HasIndex(row => new { row.Type, row.OccurredAt }).HasFilter("call_id IS NULL");
            table.Property(row => row.Body).HasColumnType("jsonb");
            table.Property(row => row.StoredAt).HasDefaultValueSql("now()");
        });
        modelBuilder.Entity<CallFacts>(table =>
        {
            table.ToTable("calls").HasKey(row => row.CallId);
            table.HasIndex(row => row.ReceivedAt);
        });
        modelBuilder.Entity<PublishedMonth>(table =>
        {
            table.ToTable("published_months").HasKey(row => row.Month);
            table.Property(row => row.Figures).HasColumnType("jsonb");
        });
        modelBuilder.Entity<ReducedMonth>(table =>
        {
            table.ToTable("reduced_months").HasKey(row => row.Month);
            table.Property(row => row.Statements).HasColumnType("jsonb");
        });
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
            if ((Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType).IsEnum)
            {
                property.SetProviderClrType(typeof(string));
            }
        }
    }
}

/// <summary>For <c>dotnet ef</c> only, which needs no database.</summary>
internal sealed class DesignTimeReportingContext : Microsoft.EntityFrameworkCore.Design.IDesignTimeDbContextFactory<ReportingContext>
{
    public ReportingContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<ReportingContext>().UseNpgsql("Host=nowhere").Options);
}
