using System.Text;

namespace LeadGrains.Mail;

/// <summary>RFC 2045, 6.7: text as ASCII lines of at most 76 characters, whatever it holds.</summary>
internal static class QuotedPrintable
{
    private const int LineCharsMax = 76;

    /// <summary>The text in UTF-8, encoded, every line ended by CRLF.</summary>
    public static void Append(StringBuilder output, string text)
    {
        foreach (var line in text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
            AppendLine(output, Encoding.UTF8.GetBytes(line));
    }

    private static void AppendLine(StringBuilder output, byte[] line)
    {
        var column = 0;
        for (var i = 0; i < line.Length; i++)
        {
            var isLast = i == line.Length - 1;
            var isLiteral = IsLiteral(line, i, isLast, column);
            // One place is kept for the soft break's "=", except on the very last character of the line.
            if (column + (isLiteral ? 1 : 3) > LineCharsMax - (isLast ? 0 : 1))
            {
                output.Append("=\r\n");
                column = 0;
                isLiteral = IsLiteral(line, i, isLast, column);
            }
            if (isLiteral) output.Append((char)line[i]);
            else output.Append('=').Append(line[i].ToString("X2"));
            column += isLiteral ? 1 : 3;
        }
        output.Append("\r\n");
    }

    // A dot alone and "From " at a line's start survive every SMTP server and mbox file when they are encoded.
    private static bool IsLiteral(byte[] line, int i, bool isLast, int column) => line[i] switch
    {
        (byte)'=' => false,
        (byte)' ' or (byte)'\t' => !isLast,
        (byte)'.' => column > 0,
        (byte)'F' => column > 0 || !line.AsSpan(i).StartsWith("From "u8),
        var b => b is > 32 and < 127,
    };
}
