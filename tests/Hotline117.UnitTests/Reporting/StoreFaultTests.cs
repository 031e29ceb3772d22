using System.Net.Sockets;
using Hotline117.ReportingService.Store;
using Npgsql;

namespace Hotline117.UnitTests.Reporting;

public class StoreFaultTests
{
    [Theory]
    [InlineData("57P01")]
    [InlineData("57P03")]
    [InlineData("28P01")]
    [InlineData("3D000")]
    [InlineData("42P01")]
    [InlineData("42501")]
    [InlineData("25006")]
    [InlineData("40P01")]
    [InlineData("53100")]
    public void What_the_server_lacks_may_come(string state) => Assert.True(StoreFault.MayPass(Postgres(state)));

    [Theory]
    [InlineData("22P05")]
    [InlineData("22003")]
    [InlineData("23502")]
    [InlineData("54000")]
    public void What_the_data_lacks_never_comes(string state) => Assert.False(StoreFault.MayPass(Postgres(state)));

    [Fact]
    public void A_server_that_is_away_may_come_back()
    {
        Assert.True(StoreFault.MayPass(new NpgsqlException("Failed to connect", new SocketException())));
        Assert.True(StoreFault.MayPass(new TimeoutException()));
    }

    [Fact]
    public void A_fault_of_ours_does_not_pass_by_waiting() => Assert.False(StoreFault.MayPass(new InvalidCastException()));

    [Fact]
    public void An_explanation_repeats_nothing_that_the_server_said() =>
        Assert.Equal("PostgreSQL answers with SQLSTATE 22P02", StoreFault.Explain(Postgres("22P02")));

    private static PostgresException Postgres(string state) => new("invalid input: \"+996555123456\"", "ERROR", "ERROR", state);
}
