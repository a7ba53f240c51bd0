using LeadGrains.Client.Files;
using LeadGrains.Client.Terminal;
using LeadGrains.Store;

namespace LeadGrains.Client.Moving;

/// <summary><c>leadgrains import FILE --events</c>: moves what <c>export --all</c> wrote into a new LeadGrains file.</summary>
internal static class MoveIn
{
    private static readonly string[] StepWords = ["checking", "moving in", "comparing"];

    public static async Task<int> Run(Session session, string path, CancellationToken cancel)
    {
        MovedHeader header;
        await using (var progress = new ProgressLine("moving in", session.Time))
            header = await Task.Run(() =>
            {
                // A wrong file touches nothing.
                MovingReader.Open(path).Dispose();
                using var house = NewFile.At(session.FilePath);
                return MovingIn.Move(path, house, settings => session.ProgramOf(name => settings.GetValueOrDefault(name)).Read().Program, new Steps(progress), cancel);
            }, CancellationToken.None);
        if (session.Out.Json) session.Out.Document(MoveOut.Document(session, path, header));
        session.Out.Line($"Moved into {session.FilePath}: {MoveOut.Told(header.Counts)}; each replayed, and moved out again the same line for line.", Look.Good);
        session.Out.Line("Sending is held here: when nothing sends from the old house any more, 'leadgrains mail release' lets it go.");
        return Session.Fine;
    }

    private sealed class Steps(ProgressLine progress) : IProgress<double>
    {
        public void Report(double value) => progress.Set(value, StepWords[Math.Min((int)(value * MovingIn.Steps), MovingIn.Steps - 1)]);
    }
}
