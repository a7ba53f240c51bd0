namespace LeadGrains.Store;

/// <summary>A file can't be used as it is asked for; nothing in it was changed. One line that says what to
/// do.</summary>
public class JournalRefusedException(string message, Exception? inner = null) : Exception(message, inner);
