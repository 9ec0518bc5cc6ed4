namespace CostDashboard.Web.Api;

/// <summary>What calls that administrators make by their sign-in have in common.</summary>
internal static class AdministratorCall
{
    /// <summary>
    /// Refuses a change that a page of another site could make in somebody's name: a browser sends JSON to another site only after asking it
    /// (CORS), which this program never allows.
    /// </summary>
    internal static void RefuseForms(HttpRequest request)
    {
        if (!request.HasJsonContentType())
        {
            throw new QueryMistake("Content-Type", "Send application/json, also where there is nothing to say: {}.", StatusCodes.Status415UnsupportedMediaType);
        }
    }
}
