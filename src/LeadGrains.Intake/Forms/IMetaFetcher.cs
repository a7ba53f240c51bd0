namespace LeadGrains.Intake;

/// <summary>Fetches what Meta doesn't send: the answers of a lead.</summary>
public interface IMetaFetcher
{
    /// <summary>
    /// The document at <c>/{leadgen_id}?fields=id,created_time,field_data,form_id,ad_id,campaign_id</c>; null when Meta has none any more.
    /// Throws what a network throws; then Meta is asked to deliver again.
    /// </summary>
    Task<ReadOnlyMemory<byte>?> Fetch(string leadgenId, CancellationToken cancel);
}
