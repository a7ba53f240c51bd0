using System.Data.Common;

namespace LeadGrains.Store;

/// <summary>Where the SQL of the two stores differs; everything else is the same text for both.</summary>
internal abstract class ViewDialect
{
    /// <summary>Along this index, where the store has to be told; null: along any.</summary>
    public abstract string By(string? index);

    /// <summary>A column's text as its bytes in UTF-8.</summary>
    public abstract string Utf8(string column);

    /// <summary>A field of the JSON in a column, as text.</summary>
    public abstract string Field(string column, string name);

    /// <summary>A condition on leads: a text is part of their names or their company, in large letters or small; the first <c>@max</c> by their rows are enough.</summary>
    public abstract string Named(string text);

    /// <summary>So many leads' names can be looked through while somebody waits.</summary>
    public abstract int NamesReadMax { get; }

    /// <summary>Ids as bytes, out of a parameter with a JSON array of hex digits.</summary>
    public abstract string Ids(string parameter);

    /// <summary>A table looked into for each row of the one before, in that one's order; said together with <see cref="AsWalked"/>.</summary>
    public abstract string Following(string table);

    /// <summary>The order of the rows looked at, where the store has to be told that it stays.</summary>
    public abstract string AsWalked(string order);

    /// <summary>Within it all questions see the same instant.</summary>
    public abstract DbTransaction Instant(DbConnection connection);

    /// <summary>The number of the latest entry before which none can appear any more; 0 when there is none.</summary>
    public abstract long LastSeq(DbConnection connection);

    /// <summary>Up to which number whoever has read up to another may read on without passing over any.</summary>
    public abstract long FinalSeq(DbConnection connection, long after);

    /// <summary>What holds the data, and its bytes.</summary>
    public abstract (string Name, long Bytes) Kept(DbConnection connection);
}
