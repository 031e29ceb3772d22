using Hotline117.ReportingService.Statistics.Publication;

namespace Hotline117.UnitTests.Reporting.Publication;

public class FewTogetherTests
{
    private const long MinusOne = 2_147_483_646;

    [Fact]
    public void Two_numbers_follow_together_where_what_is_unknown_of_one_takes_away_the_others() =>
        Assert.True(FewTogether.Follow([new(1, [1, 0]), new(2, [0, 1]), new(2, [MinusOne, 0])], smallest: 5));

    [Fact]
    public void They_do_not_where_they_are_not_few_together() =>
        Assert.False(FewTogether.Follow([new(3, [1]), new(2, [MinusOne])], smallest: 5));

    [Fact]
    public void A_number_follows_by_itself_where_nothing_is_unknown_of_it() =>
        Assert.True(FewTogether.Follow([new(4, [0, 0]), new(1, [1, 0])], smallest: 5));

    [Fact]
    public void A_number_that_is_not_small_is_no_secret() => Assert.False(FewTogether.Follow([new(5, [0])], smallest: 5));

    [Fact]
    public void Of_hundreds_that_have_nothing_in_common_none_is_looked_at() =>
        Assert.False(FewTogether.Follow([.. Enumerable.Range(0, 400).Select(i => new FewCalls(1, [.. Enumerable.Range(0, 400).Select(each => each == i ? 1L : 0)]))], smallest: 1000, mostGroups: 0));

    [Fact]
    public void A_search_among_too_many_ends_without_an_answer() =>
        Assert.Null(FewTogether.Follow([.. Enumerable.Range(0, 60).Select(_ => new FewCalls(1, [1]))], smallest: 30));
}
