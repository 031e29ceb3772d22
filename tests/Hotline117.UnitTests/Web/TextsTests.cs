using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Contracts.Live;
using Hotline117.Contracts.Rosters;
using Hotline117.Routing.Callbacks;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Lines;
using Hotline117.RoutingService.Files;
using Hotline117.Web.Dispatch.Acting;
using Hotline117.Web.Dispatch.Board;
using Hotline117.Web.Dispatch.Country;
using Hotline117.Web.Rosters;
using Hotline117.Web.Shared;
using Hotline117.Web.SignIn;
using Hotline117.Web.SignIn.People;
using Hotline117.Web.Statistics;
using Hotline117.Web.Statistics.Staffing;
using Microsoft.AspNetCore.Http;

namespace Hotline117.UnitTests.Web;

public sealed partial class TextsTests
{
    private static readonly Dictionary<string, string> English = Read("");

    [Theory]
    [InlineData("ky")]
    [InlineData("ru")]
    public void Every_text_exists_in_every_language_with_the_same_places_to_fill(string language)
    {
        var texts = Read(language);

        Assert.Equal(English.Keys.Order(), texts.Keys.Order());
        Assert.All(texts, text =>
        {
            Assert.NotEmpty(text.Value.Trim());
            Assert.Equal(Places(English[text.Key]), Places(text.Value));
        });
    }

    [Fact]
    public void Every_word_of_the_contracts_has_a_text()
    {
        string[] keys =
        [
            .. Enum.GetNames<RegionCertainty>().Select(name => $"Certainty.{name}"),
            .. Enum.GetNames<RegionSource>().Select(name => $"Source.{name}"),
            .. Enum.GetNames<Grouping>().SelectMany(name => new[] { $"Statistics.By.{name}", $"Statistics.Column.{name}" }),
            .. StaffingQuery.Read(QueryCollection.Empty).Fields.SelectMany(field => new[] { "Field", "Hint", "Fault" }.Select(part => $"Staffing.{part}.{field.Name}")),
            .. Enum.GetNames<Disposition>().Select(name => $"Outcome.{char.ToLowerInvariant(name[0])}{name[1..]}"),
            .. Enum.GetNames<Verdict>().Select(name => $"Verdict.{name}"),
            .. Enum.GetNames<BringInOutcome>().Select(name => $"Why.BringIn.{name}"),
            .. Enum.GetNames<Requirement>().Select(name => $"Why.Relaxed.{name}"),
            .. Enum.GetNames<BehindReason>().Select(name => $"Why.Behind.{name}"),
            .. Enum.GetNames<CallPriority>().SelectMany(name => new[] { $"Priority.{name}", $"Act.Priority{name}" }),
            .. Enum.GetNames<HoldKind>().Select(name => $"Stop.{char.ToLowerInvariant(name[0])}{name[1..]}"),
            .. Enum.GetNames<WaitReason>().SelectMany(name => new[] { $"WaitsBecause.{name}", $"WaitsBecause.{name}.Help" }),
            .. Enum.GetNames<Cover>().SelectMany(name => new[] { $"Cover.{name}", $"Cover.{name}.Help" }),
            .. Enum.GetValues<Cover>().Where(cover => cover is not Cover.Free).Select(cover => $"Cover.{cover}.Short"),
            .. Enum.GetNames<AlarmKind>().Select(name => $"Alarm.{name}"),
            .. Enum.GetNames<AlarmSeverity>().Select(name => $"Alarm.Severity.{name}"),
            .. Services.Known.Select(service => $"Service.{service}"),
            .. FileWords.Kinds.Keys.Select(kind => $"Kind.{kind}"),
            .. FileWords.Genders.Keys.Select(gender => $"Directory.Gender.{gender}"),
            .. Act.EmergencyNumbers.Select(number => $"Emergency.{number}"),
            .. Acts.SelectMany(act => new[] { "Title", "Help", "Do", "Done" }.Select(part => $"Act.{act.Name}.{part}")),
            .. Acts.Where(act => act.NeedsReason).Select(act => $"Act.{act.Name}.Reasons"),
            .. Enum.GetValues<CallbackPhase>().Where(phase => phase is not CallbackPhase.Ended).Select(phase => $"Callbacks.{phase.ToString().ToLowerInvariant()}"),
            .. Account.Roles.Select(role => $"Role.{role}"),
            .. Enum.GetNames<NextStep>().Select(name => $"Next.{name}"),
            .. Enum.GetNames<AccountAct>().Select(name => $"People.Changed.{name}"),
            .. Enum.GetNames<FindingCode>().Select(name => FindingText.Key($"{char.ToLowerInvariant(name[0])}{name[1..]}")),
            .. Languages.All.Select(language => $"Language.{language.Name}"),
        ];

        Assert.All(keys, key => Assert.Contains(key, English.Keys));
    }

    private static readonly Act[] Acts =
    [
        Act.Offer("c", "a-1", "a"), Act.OfferWith("c", "a-1", "112", "a"), Act.Emergency("c"), Act.PauseLine("a-1"), Act.ResumeLine("a-1"), Act.PauseCentre("a", "A"), Act.ResumeCentre("a", "A"),
        Act.HandOver("c", "a-1", "a"), Act.HandOverNearest("c"), Act.BringIn("c", "102"), Act.TakeBack("c"), Act.LineDuty("a-1"), Act.CentreDuty("a", "A"),
        Act.CallbackNow("b", "Osh"), Act.CallbackOff("b", "Osh"), Act.RevealNumber("b", "Osh"),
        .. Enum.GetValues<CallPriority>().Select(priority => Act.Priority("c", priority, CallPriority.Normal)),
    ];

    private static Dictionary<string, string> Read(string language)
    {
        // Only this language's own texts: what is missing must not be filled from English.
        var resources = new ResourceManager(typeof(Texts)).GetResourceSet(CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: false);
        Assert.NotNull(resources);
        return resources.Cast<System.Collections.DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
    }

    private static IEnumerable<string> Places(string text) => PlaceToFill().Matches(text).Select(match => match.Value).Order();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex PlaceToFill();
}
