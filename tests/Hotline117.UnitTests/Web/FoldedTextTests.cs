using Hotline117.Web.Directory;

namespace Hotline117.UnitTests.Web;

public sealed class FoldedTextTests
{
    [Theory]
    [InlineData("Жаңыл Мырза", "жаныл мырза", "Janyl Myrza", "ZHANYL MYRZA", "Dzhanyl Myrza")]
    [InlineData("Ак жүрөк", "ак журок", "Ak-Jurok", "ak zhürök")]
    [InlineData("Алтынай", "Altynay", "altynai")]
    [InlineData("Чүй", "Чуй", "Chuy", "chui")]
    [InlineData("Тоо", "то", "Too")]
    [InlineData("ёлка", "елка", "elka")]
    [InlineData("Хирург", "khirurg", "hirurg")]
    [InlineData("Ўзбек", "Узбек", "Uzbek")]
    public void All_usual_spellings_of_a_word_are_one(string word, params string[] spellings) =>
        Assert.All(spellings, spelling => Assert.Equal(FoldedText.Of(word), FoldedText.Of(spelling)));

    [Theory]
    [InlineData("Ош", "Ак Жол")]
    [InlineData("osh-1", "osh-11")]
    public void Other_words_stay_others(string one, string other) => Assert.NotEqual(FoldedText.Of(one), FoldedText.Of(other));

    [Fact]
    public void Each_word_of_a_query_may_stand_in_another_text_and_none_may_be_missing()
    {
        string[] texts = ["Жаңыл Мырза", "Batken"];

        Assert.True(FoldedText.Holds(texts, "баткен janyl"));
        Assert.True(FoldedText.Holds(texts, " "));
        Assert.False(FoldedText.Holds(texts, "баткен osh"));
        Assert.False(FoldedText.Holds(texts, "мырзаbatken"));
    }
}
