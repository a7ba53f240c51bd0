using LeadGrains.Mail.Tests;

namespace LeadGrains.Client.Tests;

/// <summary>For the Postfix that the client's tests start too.</summary>
internal static class Repository
{
    public static string Root => TestData.RepositoryPath("");
}
