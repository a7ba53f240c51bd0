using System.Buffers.Binary;
using System.IO.Compression;

namespace LeadGrains.Mail.Tests;

/// <summary>A picture of text has few colours: written with a palette it takes a third of the room. Reads what Chromium writes: 8 bits, RGB or RGBA, not interlaced.</summary>
internal static class SmallPng
{
    private const int ColoursMax = 256, HeadBytes = 8;

    public static void Shrink(string path)
    {
        var (width, height, pixels) = Read(File.ReadAllBytes(path));
        // The most frequent colours stay as they are; a rare one, at the edge of a letter, becomes the nearest of them.
        var kept = pixels.CountBy(colour => colour).OrderByDescending(c => c.Value).Take(ColoursMax).Select(c => c.Key).ToArray();
        var places = new Dictionary<int, byte>();
        var indexed = new byte[(width + 1) * height];
        for (var i = 0; i < pixels.Length; i++)
        {
            if (!places.TryGetValue(pixels[i], out var at)) places[pixels[i]] = at = (byte)Array.IndexOf(kept, kept.MinBy(colour => Distance(colour, pixels[i])));
            indexed[i / width * (width + 1) + i % width + 1] = at;
        }
        Write(path, width, height, kept, indexed);
    }

    private static int Distance(int a, int b)
    {
        var (red, green, blue) = ((a >> 16) - (b >> 16), (a >> 8 & 255) - (b >> 8 & 255), (a & 255) - (b & 255));
        return red * red + green * green + blue * blue;
    }

    private static (int Width, int Height, int[] Pixels) Read(byte[] png)
    {
        var (width, height, bytes) = (Int(png, 16), Int(png, 20), png[25] == 6 ? 4 : 3);
        using var packed = new MemoryStream();
        for (var at = HeadBytes; at < png.Length; at += Int(png, at) + 12)
            if (png.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8)) packed.Write(png, at + 8, Int(png, at));
        packed.Position = 0;
        using var lines = new ZLibStream(packed, CompressionMode.Decompress);
        var (row, above, pixels) = (new byte[width * bytes], new byte[width * bytes], new int[width * height]);
        for (var y = 0; y < height; y++, (row, above) = (above, row))
        {
            var filter = lines.ReadByte();
            lines.ReadExactly(row);
            for (var i = 0; i < row.Length; i++) row[i] += Predicted(filter, i < bytes ? 0 : row[i - bytes], above[i], i < bytes ? 0 : above[i - bytes]);
            for (var x = 0; x < width; x++) pixels[y * width + x] = row[x * bytes] << 16 | row[x * bytes + 1] << 8 | row[x * bytes + 2];
        }
        return (width, height, pixels);
    }

    // PNG specification, 9.2: what the left, upper and upper left neighbours let one expect.
    private static byte Predicted(int filter, int left, int up, int corner) => (byte)(filter switch
    {
        1 => left,
        2 => up,
        3 => (left + up) / 2,
        4 => Nearest(left, up, corner),
        _ => 0,
    });

    private static int Nearest(int left, int up, int corner)
    {
        var (a, b, c) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - 2 * corner));
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }

    private static void Write(string path, int width, int height, int[] palette, byte[] indexed)
    {
        using var file = File.Create(path);
        file.Write([0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n']);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9]) = (8, 3);
        Chunk(file, "IHDR"u8, head);
        Chunk(file, "PLTE"u8, [.. palette.SelectMany(p => new[] { (byte)(p >> 16), (byte)(p >> 8), (byte)p })]);
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) deflate.Write(indexed);
        Chunk(file, "IDAT"u8, packed.ToArray());
        Chunk(file, "IEND"u8, []);
    }

    private static void Chunk(FileStream to, ReadOnlySpan<byte> name, ReadOnlySpan<byte> body)
    {
        byte[] all = [.. name, .. body];
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, body.Length);
        to.Write(number);
        to.Write(all);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(all));
        to.Write(number);
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xEDB88320;
        }
        return ~crc;
    }

    private static int Int(byte[] bytes, int at) => BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
}
