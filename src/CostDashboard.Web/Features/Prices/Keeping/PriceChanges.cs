using System.Security.Claims;
using System.Text.Json;
using CostDashboard.Core.Access;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Units;
using CostDashboard.Web.Features.Access;

namespace CostDashboard.Web.Features.Prices.Keeping;

/// <summary>
/// Records what the organisation says about prices: for administrators. Each change is checked, goes into the audit log with who made it,
/// and is in force on this node when the task ends, on others within seconds.
/// </summary>
internal sealed class PriceChanges(IPriceEntryStore store, BookInForce inForce, CurrentPrices prices, TimeProvider clock)
{
    /// <summary>The provider of models that spans name without one.</summary>
    internal const string NoProvider = "own";

    internal const string OnlyAdministrators = "Only administrators change prices.";

    private UnixNanos Now => UnixNanos.From(clock.GetUtcNow());

    /// <summary>Sets what a model of exactly this name costs.</summary>
    internal Task<PriceChange> OverrideAsync(OverrideDraft draft, ClaimsPrincipal by, CancellationToken cancellationToken) =>
        RecordAsync(() => [PriceOf(draft, by)], "override.create", $"{draft.Provider} {draft.Model}", by, cancellationToken);

    internal Task<PriceChange> DiscountAsync(DiscountDraft draft, ClaimsPrincipal by, CancellationToken cancellationToken)
    {
        var book = prices.Book;
        if (draft.Provider is { } provider && !book.Knows(provider))
        {
            return Refuse($"The book has no provider '{provider}'.");
        }

        if (draft is { Provider: { } seller, Model: { } model } && book.Find(book.Canonical(seller), model) is null)
        {
            return Refuse($"The book has no model '{model}' at {seller}.");
        }

        var entry = new PriceEntry.Discount(
            OriginOf(draft.From, draft.To, draft.Note, by),
            draft.Provider is null ? null : book.Canonical(draft.Provider),
            draft is { Provider: { } named, Model: { } name } ? book.Find(book.Canonical(named), name)!.Model : draft.Model,
            draft.Factor);
        return RecordAsync(() => [entry], "discount.create", entry.Scope, by, cancellationToken);
    }

    internal Task<PriceChange> AliasAsync(AliasDraft draft, ClaimsPrincipal by, CancellationToken cancellationToken)
    {
        var book = prices.Book;
        return book.Find(book.Canonical(draft.TargetProvider), draft.TargetModel) is { } target
            ? RecordAsync(
                () => [new PriceEntry.Alias(OriginOf(draft.From, draft.To, draft.Note, by), Provider(draft.Provider), draft.Name.Trim(), target.Provider, target.Model)],
                "alias.create",
                $"{draft.Provider ?? "any provider"} {draft.Name}",
                by,
                cancellationToken)
            : Refuse($"The book has no model '{draft.TargetModel}' at {draft.TargetProvider}: an alias leads to a model that has a price.");
    }

    /// <summary>
    /// Prices a model as the traffic names it. Where spans name no provider, the model gets one (<see cref="NoProvider"/>) and an alias that leads there.
    /// What is stored already gets the price by a re-pricing.
    /// </summary>
    internal Task<PriceChange> PriceUnknownAsync(OverrideDraft draft, ClaimsPrincipal by, CancellationToken cancellationToken)
    {
        if (draft.Provider.Trim().Length > 0)
        {
            return OverrideAsync(draft, by, cancellationToken);
        }

        var named = draft with { Provider = NoProvider };
        return RecordAsync(
            () => [PriceOf(named, by), new PriceEntry.Alias(OriginOf(draft.From, draft.To, draft.Note, by), "", draft.Model.Trim(), NoProvider, draft.Model.Trim())],
            "override.create",
            $"{NoProvider} {draft.Model}",
            by,
            cancellationToken);
    }

    /// <summary>Takes an entry back: from now on it is as if it had never been, but it stays on record.</summary>
    internal async Task<PriceChange> WithdrawAsync(Guid id, ClaimsPrincipal by, CancellationToken cancellationToken)
    {
        if (!by.IsAdministrator())
        {
            return new PriceChange.Refused(OnlyAdministrators);
        }

        var entry = (await store.GetAsync(withWithdrawn: false, cancellationToken)).Entries.FirstOrDefault(entry => entry.Origin.Id == id);
        if (entry is null
            || !await store.WithdrawAsync(id, new(Now, by.Actor().Name), Audit(PriceEntryText.Withdrawn(entry), PriceEntryText.Subject(entry), [entry], by), cancellationToken))
        {
            return new PriceChange.Refused("There is no such entry, or it was taken back already.");
        }

        await inForce.RefreshAsync(cancellationToken);
        return new PriceChange.Done([entry]);
    }

    /// <summary>Checks and records entries that were made elsewhere, as <see cref="OverrideAsync"/> does.</summary>
    internal async Task<PriceChange> RecordAsync(
        Func<IReadOnlyList<PriceEntry>> make, string action, string subject, ClaimsPrincipal by, CancellationToken cancellationToken)
    {
        if (!by.IsAdministrator())
        {
            return new PriceChange.Refused(OnlyAdministrators);
        }

        try
        {
            var entries = make();
            if (entries.Select(PriceEntryRules.Mistake).FirstOrDefault(mistake => mistake is not null) is { } mistake)
            {
                return new PriceChange.Refused(mistake);
            }

            // What cannot be put into a book must not be recorded: the next start would fail on it.
            PriceBook.Of(prices.Book.Files, prices.Book.Entries.Concat(entries));
            await store.AddAsync(entries, Audit(action, subject, entries, by), cancellationToken);
            await inForce.RefreshAsync(cancellationToken);
            return new PriceChange.Done(entries);
        }
        catch (Exception refused) when (refused is PriceFileException or InvalidOperationException or JsonException)
        {
            return new PriceChange.Refused(refused.Message);
        }
    }

    internal EntryOrigin OriginOf(DateOnly? from, DateOnly? to, string note, ClaimsPrincipal by) =>
        new(Guid.CreateVersion7(clock.GetUtcNow()), from, to, Now, by.Actor().Name, note.Trim());

    private PriceEntry.Price PriceOf(OverrideDraft draft, ClaimsPrincipal by)
    {
        var book = prices.Book;
        var origin = OriginOf(draft.From, draft.To, draft.Note, by);
        var (provider, model) = (book.Canonical(draft.Provider), draft.Model.Trim());
        using var json = JsonDocument.Parse(draft.PriceJson);
        return new(origin, PriceKind.Override, PriceDocument.Compose(
            provider,
            model,
            origin.From,
            DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime),
            PriceEntryText.Source(origin.Note),
            [],
            book.Find(provider, model)?.Mode ?? draft.Mode,
            json.RootElement));
    }

    private string? Provider(string? named) => named is null or "" ? named : prices.Book.Canonical(named);

    private AuditEntry Audit(string action, string subject, IReadOnlyList<PriceEntry> entries, ClaimsPrincipal by) =>
        new(Now, by.Actor(), action, subject, PriceEntryText.Details(entries));

    private static Task<PriceChange> Refuse(string reason) => Task.FromResult<PriceChange>(new PriceChange.Refused(reason));
}
