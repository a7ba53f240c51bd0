namespace LeadGrains.Mail;

/// <summary>Reads a signed return path; false for an address that we didn't sign.</summary>
public delegate bool ReturnPathReader(string address, out LeadId lead, out int touch);
