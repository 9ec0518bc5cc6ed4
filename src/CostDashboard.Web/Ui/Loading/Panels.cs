using CostDashboard.Core.Spend;

namespace CostDashboard.Web.Ui.Loading;

/// <summary>Asks the questions of a page's panels side by side, and knows when all are answered.</summary>
public sealed partial class Panels(ILogger<Panels> logger)
{
    private readonly List<Task> _asked = [];

    /// <summary>Asks, and turns what goes wrong into words. A cancelled question stays waiting: nobody looks any more.</summary>
    public async Task<Load<T>> AskAsync<T>(Func<CancellationToken, Task<Load<T>>> question, CancellationToken cancellationToken)
    {
        // The SQLite driver answers on the thread that asks; on a thread of its own, a slow panel does not hold up its neighbours.
        var answer = Task.Run(() => question(cancellationToken), cancellationToken);
        _asked.Add(answer);
        try
        {
            return await answer;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new Load<T>.Waiting();
        }
        catch (UnanswerableException exception)
        {
            return new Load<T>.Failed(exception.Message);
        }
        catch (Exception exception)
        {
            LogFailure(logger, exception);
            return new Load<T>.Failed("This could not be read just now. No data is lost. Reload the page; if it stays, the server's log says why.");
        }
    }

    public Task<Load<T>> AskAsync<T>(Func<CancellationToken, Task<T>> question, CancellationToken cancellationToken) =>
        AskAsync<T>(async cancel => new Load<T>.Ready(await question(cancel)), cancellationToken);

    /// <summary>Whether a question is still open.</summary>
    public bool IsAsking => _asked.Exists(static task => !task.IsCompleted);

    /// <summary>Ends when every question that was asked so far has its answer, whatever it is.</summary>
    public Task AnsweredAsync() => Task.WhenAll(_asked.Select(task => task.ContinueWith(
        static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)));

    [LoggerMessage(Level = LogLevel.Error, Message = "A panel's question failed.")]
    private static partial void LogFailure(ILogger logger, Exception exception);
}
