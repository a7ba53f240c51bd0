namespace LeadGrains.Web;

/// <summary>Asks a server of ours how it is, so that an image needs no other program for its health check.</summary>
public static class HealthProbe
{
    /// <summary>Where a server that was told nothing else says whether it is ready.</summary>
    public const string UrlUsual = "http://127.0.0.1:8080/health/ready";

    /// <summary>Who answers later isn't well: the server itself gives up after two seconds.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromSeconds(4);

    /// <summary>Null when it is well, else in one line why not.</summary>
    public static async Task<string?> Ask(Uri url, CancellationToken cancel)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = Within };
        try
        {
            using var answer = await http.GetAsync(url, cancel);
            return answer.IsSuccessStatusCode ? null : $"{url} answers {(int)answer.StatusCode}.";
        }
        catch (HttpRequestException e)
        {
            return $"{url} can't be reached: {e.Message}";
        }
        catch (TaskCanceledException) when (!cancel.IsCancellationRequested)
        {
            return $"{url} doesn't answer within {Within.TotalSeconds:0} s.";
        }
    }
}
