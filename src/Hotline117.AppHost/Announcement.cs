using Hotline117.AppHost.Settings;

namespace Hotline117.AppHost;

/// <summary>What people are told once all is ready.</summary>
internal static class Announcement
{
    public static IEnumerable<string> Lines(Endpoints endpoints, string stateFolder, TimeSpan taken)
    {
        yield return "";
        yield return FormattableString.Invariant($"Ready after {taken.TotalSeconds:0.0} s. Ctrl-C ends everything.");
        yield return $"  Dial           sip:117@{endpoints.Sip} (UDP)";
        yield return $"  Web page       {endpoints.Web}/dispatch";
        foreach (var account in endpoints.Accounts)
        {
            yield return $"                 sign in as {account.User}, password {account.Password}";
        }

        yield return $"  Routing        {string.Join(", ", endpoints.RoutingReplicas)}";
        yield return $"  Reporting      {endpoints.Reporting}";
        yield return $"  Asterisk (AMI) {endpoints.Ami.Host}:{endpoints.Ami.Port}";
        yield return $"  Redis          {endpoints.Redis}";
        yield return $"  RabbitMQ       {new Uri(endpoints.Amqp).Authority}";
        yield return $"  PostgreSQL     {endpoints.Postgres.Split(";Password=")[0]}";
        yield return $"  Logs           {endpoints.Logs}";
        yield return $"  All of it, with keys and passwords: {Path.Combine(stateFolder, "endpoints.json")}";
        yield return "";
    }
}
