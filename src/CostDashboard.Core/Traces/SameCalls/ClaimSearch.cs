using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Traces.SameCalls;

/// <summary>
/// Gathers claims until it can be said of some of them whether another one is charged for the same call. What it gathers is bounded for each
/// of them by <see cref="SameCallRules"/>, however many claims are stored. Pure: it says what it has to know, and is told.
/// </summary>
/// <param name="own">The traces whose claims the caller knows and adds; what is stored of them is not wanted.</param>
public sealed class ClaimSearch(IReadOnlySet<TraceKey> own)
{
    private const int CellsAround = 2;

    private readonly Dictionary<(ProjectId Project, long Key), List<CallClaim>> _ofResponse = [];
    private readonly Dictionary<(ProjectId Project, long Key), LikeClaims> _like = [];
    private readonly Dictionary<SpanKey, StoredClaim> _found = [];
    private readonly Dictionary<(ProjectId Project, long Key), int> _storedOfOwn = [];
    private readonly HashSet<(ProjectId Project, long Key)> _askedResponses = [];
    private readonly HashSet<(int Project, long Key, long Cell)> _askedCells = [];
    private List<ResponseQuestion> _responses = [];
    private List<(int Project, long Key, long Cell)> _cells = [];

    /// <summary>What was found in other traces.</summary>
    public IReadOnlyCollection<StoredClaim> Found => _found.Values;

    /// <summary>Adds a claim of one of the caller's traces, as it will be.</summary>
    public void Add(CallClaim claim)
    {
        var project = claim.Trace.Project;
        if (claim.Span.Identity.ResponseKey is { } response)
        {
            (_ofResponse.TryGetValue((project, response), out var list) ? list : _ofResponse[(project, response)] = []).Add(claim);
        }

        if (claim.Likeness is { } likeness)
        {
            (_like.TryGetValue((project, likeness), out var like) ? like : _like[(project, likeness)] = new()).Add(claim);
        }
    }

    /// <summary>Says that a claim of one of the caller's traces is stored: it will be among the answers, and must not crowd out others.</summary>
    public void ExpectStored(CallClaim claim)
    {
        var project = claim.Trace.Project;
        if (claim.Span.Identity.ResponseKey is { } response)
        {
            _storedOfOwn[(project, response)] = _storedOfOwn.GetValueOrDefault((project, response)) + 1;
        }

        if (claim.Likeness is { } likeness)
        {
            _storedOfOwn[(project, ~likeness)] = _storedOfOwn.GetValueOrDefault((project, ~likeness)) + 1;
        }
    }

    /// <summary>Wants everything to be known that decides about this claim.</summary>
    public void Want(CallClaim claim)
    {
        var project = claim.Trace.Project;
        if (claim.Span.Identity.ResponseKey is { } response && _askedResponses.Add((project, response)))
        {
            _responses.Add(new(project, response, SameCallRules.MostOfResponse + 1 + _storedOfOwn.GetValueOrDefault((project, response))));
        }

        if (claim.Likeness is not { } likeness)
        {
            return;
        }

        var cell = SameCallRules.CellOf(claim.Span.Start);
        for (var around = cell - CellsAround; around <= cell + CellsAround; around++)
        {
            if (_askedCells.Add((project.Value, likeness, around)))
            {
                _cells.Add((project.Value, likeness, around));
            }
        }
    }

    /// <summary>What has to be asked of the store since this was called last.</summary>
    public ClaimQuestions TakeQuestions()
    {
        var likenesses = new List<LikenessQuestion>();
        _cells.Sort();
        foreach (var (number, likeness, cell) in _cells)
        {
            var project = new ProjectId(number);
            if (likenesses is [.., var last] && last.Project == project && last.Likeness == likeness && last.LastCell == cell - 1)
            {
                likenesses[^1] = last with { LastCell = cell };
                continue;
            }

            likenesses.Add(new(project, likeness, cell, cell, SameCallRules.MostInCell + 1 + _storedOfOwn.GetValueOrDefault((project, ~likeness))));
        }

        var questions = new ClaimQuestions(_responses, likenesses);
        (_responses, _cells) = ([], []);
        return questions;
    }

    /// <summary>Adds what the store answered.</summary>
    public void Add(IEnumerable<StoredClaim> answers)
    {
        foreach (var answer in answers)
        {
            if (!own.Contains(answer.Claim.Trace) && _found.TryAdd(answer.Claim.Key, answer))
            {
                Add(answer.Claim);
            }
        }
    }

    /// <summary>The span that is charged for this claim's call; null where it is this one, or where nothing says that there is another.</summary>
    public SpanKey? ChargedInstead(CallClaim claim)
    {
        CallClaim? first = null;
        var project = claim.Trace.Project;
        if (claim.Span.Identity.ResponseKey is { } response && _ofResponse[(project, response)] is { Count: <= SameCallRules.MostOfResponse } ofResponse)
        {
            foreach (var other in ofResponse)
            {
                if (SameCallRules.Compare(other, claim) < 0
                    && (first is not { } best || SameCallRules.Compare(other, best) < 0)
                    && SameCallRules.AreOneByResponse(claim.Span, other.Span))
                {
                    first = other;
                }
            }
        }

        if (claim.Likeness is { } likeness
            && _like[(project, likeness)].FirstBefore(claim) is { } like
            && (first is not { } soFar || SameCallRules.Compare(like, soFar) < 0))
        {
            first = like;
        }

        return first?.Key;
    }
}
