using System.ComponentModel;
using CostDashboard.Core.Spend;
using Microsoft.AspNetCore.Mvc;

namespace CostDashboard.Web.Api;

/// <summary>One filter for each dimension. A repeated parameter means any of its values; different ones must all hold. An empty value means "not stated".</summary>
internal sealed record Filters(
    [property: FromQuery(Name = "project"), Description("Name or number of a project. A key sees its own only; without it, somebody signed in sees all.")] string? Project,
    [property: FromQuery(Name = "environment"), Description("Environment, such as production.")] string[]? Environment,
    [property: FromQuery(Name = "service"), Description("The resource's service.name.")] string[]? Service,
    [property: FromQuery(Name = "release"), Description("The resource's service.version; of several services that have one of that name, of each.")] string[]? Release,
    [property: FromQuery(Name = "step"), Description("The operation that a person would name.")] string[]? Step,
    [property: FromQuery(Name = "kind"), Description("chat, embeddings, rerank, media, retrieval, tool, agent, workflow or other.")] string[]? Kind,
    [property: FromQuery(Name = "provider"), Description("As gen_ai.provider.name has it.")] string[]? Provider,
    [property: FromQuery(Name = "model"), Description("The model that answered.")] string[]? Model,
    [property: FromQuery(Name = "feature"), Description("Feature of the product that spent.")] string[]? Feature,
    [property: FromQuery(Name = "customer"), Description("Customer it was spent for.")] string[]? Customer,
    [property: FromQuery(Name = "key"), Description("Name or number of the API key that sent the spans.")] string[]? Key,
    [property: FromQuery(Name = "priceState"), Description("computed, reported, partial, unpriced or notACall.")] string[]? PriceState,
    [property: FromQuery(Name = "user"), Description("User; totalled per day, and only by itself.")] string[]? User)
{
    /// <summary>More could not be meant.</summary>
    private const int MostValues = 100;

    internal static IReadOnlyList<string> Names { get; } = [.. DimensionNames.All.Select(d => d.Key)];

    /// <param name="query">Where filters of tags stand, as <c>tag:NAME=VALUE</c>.</param>
    internal async Task<IReadOnlyList<SpendFilter>> ReadAsync(IQueryCollection query, ProjectScope scope, CancellationToken cancellationToken)
    {
        var filters = new List<SpendFilter>();
        foreach (var (dimension, values) in Given())
        {
            if (values is not { Length: > 0 })
            {
                continue;
            }

            var name = DimensionNames.Of(dimension);
            RefuseTooMany(name, values.Length);
            IReadOnlyList<string> known = dimension is Dimension.ApiKey
                ? await scope.KeyNumbersAsync(values, cancellationToken)
                : [.. values.Select(value => DimensionNames.Known(dimension, name, value))];
            filters.Add(new(dimension, known));
        }

        foreach (var (name, values) in query.Where(pair => pair.Key.StartsWith(DimensionNames.TagPrefix, StringComparison.Ordinal)))
        {
            RefuseTooMany(name, values.Count);
            filters.Add(new(Dimension.Tag, [.. values.Select(value => value ?? "")], name[DimensionNames.TagPrefix.Length..]));
        }

        return filters;
    }

    private (Dimension Dimension, string[]? Values)[] Given() =>
    [
        (Dimension.Environment, Environment),
        (Dimension.Service, Service),
        (Dimension.Release, Release),
        (Dimension.Step, Step),
        (Dimension.Kind, Kind),
        (Dimension.Provider, Provider),
        (Dimension.Model, Model),
        (Dimension.Feature, Feature),
        (Dimension.Customer, Customer),
        (Dimension.ApiKey, Key),
        (Dimension.PriceState, PriceState),
        (Dimension.User, User),
    ];

    private static void RefuseTooMany(string name, int count)
    {
        if (count > MostValues)
        {
            throw new QueryMistake(name, $"It is given {count} times; at most {MostValues} values are possible.");
        }
    }
}
