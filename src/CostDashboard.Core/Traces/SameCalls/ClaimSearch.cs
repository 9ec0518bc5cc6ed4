using System.Runtime.InteropServices;
using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Traces.SameCalls;

/// <summary>
/// Gathers claims until it can be said of some of them whether another one is charged for the same call. What it gathers is bounded for each
/// of them by <see cref="SameCallRules"/>, however many claims are stored. Pure: it says what it has to know, and is told.
/// </summary>
/// <param name="own">The traces whose claims the caller knows and adds; what is stored of them is not wanted.</param>
internal sealed class ClaimSearch(IReadOnlySet<TraceKey> own)
{
    private readonly Dictionary<(int Project, long Key), ResponseClaims> _ofResponse = [];
    private readonly Dictionary<(int Project, long Likeness), LikeClaims> _like = [];
    private readonly Dictionary<SpanKey, StoredClaim> _found = [];
    private List<ResponseQuestion> _responses = [];
    private List<LikenessQuestion> _likenesses = [];

    /// <summary>What was found in other traces.</summary>
    public IReadOnlyCollection<StoredClaim> Found => _found.Values;

    /// <summary>Adds a claim of one of the caller's traces, as it will be.</summary>
    public void Add(CallClaim claim)
    {
        Responses(claim)?.Add(claim);
        Likes(claim)?.Add(claim);
    }

    /// <summary>Says that a claim of one of the caller's traces is stored: it will be among the answers, and must not crowd out others.</summary>
    public void ExpectStored(CallClaim claim)
    {
        if (Responses(claim) is { } responses)
        {
            responses.StoredOfOwn++;
        }

        if (Likes(claim) is { } likes)
        {
            likes.StoredOfOwn++;
        }
    }

    /// <summary>Says that something about the call of this claim changes, and wants all to be known that decides about it.</summary>
    public void Change(CallClaim claim)
    {
        if (Responses(claim) is { } responses)
        {
            responses.IsChanged = true;
        }

        Likes(claim)?.Change(SameCallRules.CellOf(claim.Span.Start));
        Want(claim);
    }

    /// <summary>Whether what was said to change may decide about this claim.</summary>
    public bool IsTouched(CallClaim claim) =>
        Responses(claim) is { IsChanged: true } || Likes(claim)?.IsTouched(SameCallRules.CellOf(claim.Span.Start)) is true;

    /// <summary>Wants all to be known that decides about this claim.</summary>
    public void Want(CallClaim claim)
    {
        if (Responses(claim) is { IsWanted: false } responses)
        {
            responses.IsWanted = true;
            _responses.Add(new(claim.Trace.Project, claim.Span.Identity.ResponseKey!.Value, SameCallRules.MostOfResponse + 1 + responses.StoredOfOwn));
        }

        if (Likes(claim) is { } likes && likes.Want(SameCallRules.CellOf(claim.Span.Start)) is var (first, last))
        {
            _likenesses.Add(new(claim.Trace.Project, claim.Likeness!.Value, first, last, SameCallRules.MostInCell + 1 + likes.StoredOfOwn));
        }
    }

    /// <summary>What has to be asked of the store since this was called last.</summary>
    public ClaimQuestions TakeQuestions()
    {
        var questions = new ClaimQuestions(_responses, _likenesses);
        (_responses, _likenesses) = ([], []);
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
        var first = Responses(claim)?.FirstBefore(claim);
        if (Likes(claim)?.FirstBefore(claim) is { } like && (first is not { } soFar || SameCallRules.Compare(like, soFar) < 0))
        {
            first = like;
        }

        return first?.Key;
    }

    private ResponseClaims? Responses(CallClaim claim)
    {
        if (claim.Span.Identity.ResponseKey is not { } key)
        {
            return null;
        }

        ref var claims = ref CollectionsMarshal.GetValueRefOrAddDefault(_ofResponse, (claim.Trace.Project.Value, key), out _);
        return claims ??= new();
    }

    private LikeClaims? Likes(CallClaim claim)
    {
        if (claim.Likeness is not { } likeness)
        {
            return null;
        }

        ref var claims = ref CollectionsMarshal.GetValueRefOrAddDefault(_like, (claim.Trace.Project.Value, likeness), out _);
        return claims ??= new();
    }
}
