using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LeadGrains.Contract;

/// <summary>A certificate for a name, signed by itself, made for one test.</summary>
public static class SinkCertificate
{
    public static X509Certificate2 For(string name, int validDays = 2)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = DateTimeOffset.UtcNow;
        return request.CreateSelfSigned(now.AddDays(-30), now.AddDays(validDays));
    }
}
