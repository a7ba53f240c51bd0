namespace LeadGrains.Store;

/// <summary>A moving file can't be used, or what came out isn't what went in: one line that names what and where. Nothing was moved.</summary>
public sealed class MovingException(string message, Exception? inner = null) : Exception(message, inner);
