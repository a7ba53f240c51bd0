using System.Data;
using Npgsql;

namespace LeadGrains.Orleans;

/// <summary>
/// Moving house between a cluster's database and a moving file, which the command line's <c>export --all</c> and
/// <c>import --events</c> write and read for the embedded edition.
/// </summary>
/// <param name="database">With our tables (<see cref="Tables.Make"/>).</param>
public sealed class ClusterMoving(NpgsqlDataSource database)
{
    /// <summary>
    /// Moves a file in, all or nothing; sending is held afterwards. Throws <see cref="MovingException"/> at the first
    /// difference, and <see cref="JournalRefusedException"/> where a silo is up or something has happened already.
    /// </summary>
    /// <param name="programOf">The program at work, by the settings in the file; null leaves alarms unchecked.</param>
    /// <param name="progress">0 to 1.</param>
    public MovedHeader MoveIn(string path, Func<IReadOnlyDictionary<string, string>, Program?> programOf, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        using var house = NewCluster.In(database);
        return MovingIn.Move(path, house, programOf, progress, cancel);
    }

    /// <summary>
    /// Writes everything as it is at one instant; silos may be up, but what they do from now on isn't in it. Throws
    /// <see cref="MovingException"/> where an actor isn't what its entries make, or has messages under way.
    /// </summary>
    /// <param name="written">Told after each line.</param>
    public void MoveOut(Stream to, Program program, Moment now, bool compressed = false, Action<MovedLine>? written = null, CancellationToken cancel = default)
    {
        using var connection = database.OpenConnection();
        using var transaction = connection.BeginTransaction(IsolationLevel.RepeatableRead);
        using var lines = new ClusterLines(connection, program);
        MovingWriter.Write(to, lines.All(now), compressed, written, cancel);
    }
}
