using LeadGrains.Lifecycle;
using Microsoft.Data.Sqlite;

namespace LeadGrains.Store;

/// <summary>
/// Looks for what can't be in a journal, without changing it: one line per fault, none for a sound file. It reads one
/// instant of the file, also while an engine writes. Not thread-safe.
/// Measured: a million leads with 1.1 million entries (2 GB) take 50 s and 90 MB on a busy machine.
/// </summary>
public sealed partial class Doctor : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Program? _program;

    private Doctor(string path, Program? program)
    {
        _program = program;
        _connection = JournalFile.OpenReaderChecked(path);
        JournalFile.Run(_connection, "BEGIN");
    }

    /// <summary>
    /// Everything: pages and indexes, entries without gaps, each state equal to its replayed events, one owner, counts,
    /// queues, outbox. With a program, the alarms too. Faults come as they are found. Throws
    /// <see cref="JournalRefusedException"/> for what is no journal of this version.
    /// </summary>
    public static IEnumerable<string> Examine(string path, Program? program = null)
    {
        using var doctor = new Doctor(path, program);
        foreach (var fault in doctor.Pages("integrity_check")) yield return fault;
        foreach (var fault in doctor.Counts().Concat(doctor.Sequence())) yield return fault;
        foreach (var fault in doctor.Leads().Concat(doctor.Teams()).Concat(doctor.Others())) yield return fault;
    }

    /// <summary>What takes seconds: pages and indexes, the sequence, the counts.</summary>
    public static IEnumerable<string> Quick(string path)
    {
        using var doctor = new Doctor(path, null);
        foreach (var fault in doctor.Pages("integrity_check")) yield return fault;
        foreach (var fault in doctor.Counts().Concat(doctor.Sequence())) yield return fault;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _connection.Dispose();

    private IEnumerable<string> Pages(string check)
    {
        foreach (var line in Texts($"PRAGMA {check}"))
            if (line != "ok") yield return $"file: {line}";
    }

    private IEnumerable<string> Counts() => Texts("""
        SELECT 'stage ' || coalesce(s.stage, l.stage) || ': ' || coalesce(s.count, 0) || ' counted, '
          || coalesce(l.count, 0) || ' there'
        FROM (SELECT stage, count FROM stage) s
        FULL JOIN (SELECT stage, count(*) AS count FROM lead WHERE stage <> 'None' GROUP BY stage) l USING (stage)
        WHERE coalesce(s.count, 0) <> coalesce(l.count, 0)
        UNION ALL SELECT 'stage ' || stage || ': ' || entered || ' entered and ' || left || ' left are not ' || count
          FROM stage WHERE entered - left <> count
        """);

    // Without a gap the highest number is the count.
    private IEnumerable<string> Sequence() => Texts("""
        SELECT 'entries: ' || count(*) || ' of ' || coalesce(max(seq), 0) || ' are there'
          FROM event HAVING count(*) <> coalesce(max(seq), 0)
        UNION ALL SELECT 'entry ' || seq || ': belongs to no lead or team'
          FROM event WHERE (lead IS NULL) = (team IS NULL)
        """);

    private IEnumerable<string> Others() => Texts("""
        SELECT 'alias ' || lower(hex(id)) || ': points to no lead' FROM alias 
          WHERE NOT EXISTS (SELECT 1 FROM lead WHERE row = alias.lead)
        UNION ALL SELECT 'parcel ' || number || ': belongs to no lead' FROM outbox
          WHERE lead <> 0 AND NOT EXISTS (SELECT 1 FROM lead WHERE row = outbox.lead)
        UNION ALL SELECT 'answer ' || command || ': belongs to no lead' FROM heard 
          WHERE NOT EXISTS (SELECT 1 FROM lead WHERE row = heard.lead)
        """);

    private IEnumerable<string> Texts(string sql)
    {
        using var statement = new Statement(_connection, sql);
        while (statement.Next()) yield return statement.Text(0);
    }
}
