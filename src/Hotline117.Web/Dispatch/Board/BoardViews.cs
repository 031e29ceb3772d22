using System.Collections.Concurrent;
using System.Globalization;
using Hotline117.Web.Dispatch.Feed;
using Hotline117.Web.Dispatch.Regions;
using Hotline117.Web.Shared;

namespace Hotline117.Web.Dispatch.Board;

/// <summary>The board in each language (<see cref="Languages"/>), made once for all pages that show it.</summary>
public sealed class BoardViews(RegionDirectory regions)
{
    private readonly ConcurrentDictionary<string, Newest> newestIn = [];

    /// <returns>Null before the feed has told anything.</returns>
    public BoardView? Of(BoardState state, CultureInfo language)
    {
        if (state.Live is not { } live)
        {
            return null;
        }

        var newest = newestIn.GetOrAdd(language.Name, _ => new Newest());
        lock (newest)
        {
            if (!ReferenceEquals(newest.State, state))
            {
                (newest.State, newest.View) = (state, BoardView.From(live, regions.Current, language, state.Now, newest.View));
            }

            return newest.View;
        }
    }

    private sealed class Newest
    {
        public BoardState? State { get; set; }
        public BoardView? View { get; set; }
    }
}
