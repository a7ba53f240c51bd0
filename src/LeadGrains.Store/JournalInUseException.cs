namespace LeadGrains.Store;

/// <summary>Another process has the file; it may be asked instead.</summary>
public sealed class JournalInUseException(string message, Exception inner) : JournalRefusedException(message, inner);
