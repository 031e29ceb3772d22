using Hotline117.Web.Shared;
using Microsoft.Extensions.Localization;

namespace Hotline117.Web.Dispatch.Acting;

/// <summary>Why an act was not done, in the reader's language.</summary>
public static class OutcomeText
{
    public static string InWords(this ActOutcome outcome, IStringLocalizer<Texts> texts) => outcome switch
    {
        ActOutcome.Refused { By: { } by } refused => $"{InWords(refused, texts)} {texts["Act.Refused.By", by]}",
        ActOutcome.Refused refused => InWords(refused, texts),
        ActOutcome.SessionOver => texts["Act.SessionOver"],
        _ => texts["Act.Unknown"],
    };

    private static string InWords(ActOutcome.Refused refused, IStringLocalizer<Texts> texts) =>
        texts[$"Act.Refused.{refused.Code}"] is { ResourceNotFound: false } known ? known : texts["Act.Refused.failed"];
}
