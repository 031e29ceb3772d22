namespace Hotline117.IntegrationTests.Stack;

public partial class Hotline
{
    /// <summary>Pauses the line by hand, and returns when every router knows it.</summary>
    public Task PauseAsync(TestLine line, string reason) => ActOnAsync(line, "pause", new { reason }, isPaused: true);

    /// <inheritdoc cref="PauseAsync"/>
    public Task ResumeAsync(TestLine line) => ActOnAsync(line, "resume", body: null, isPaused: false);

    private async Task ActOnAsync(TestLine line, string act, object? body, bool isPaused)
    {
        using var answer = await PostAsync($"/api/v1/lines/{line.Id}/{act}", body);
        answer.EnsureSuccessStatusCode();
        foreach (var replica in Stack.Endpoints.RoutingReplicas)
        {
            await Until.TrueAsync(
                async () => (await LiveAsync(replica)).Centres.SelectMany(centre => centre.Lines).Single(each => each.LineId == line.Id).Stop is not null == isPaused,
                what: $"{replica} knows of {line.Id}: {act}");
        }
    }
}
