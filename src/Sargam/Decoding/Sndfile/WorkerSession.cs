using System.Runtime.InteropServices;

namespace Sargam.Decoding.Sndfile;

/// <summary>Answers the requests of one parent, one file open at a time.</summary>
internal sealed class WorkerSession(Stream answers) : IDisposable
{
    private readonly MemoryGuard _memory = new();
    private readonly float[] _mono = new float[WorkerMessage.MaxBlockLength];
    private SndfileFile? _file;

    public void SayHello()
    {
        SndfileLibrary library = SndfileLibrary.Load();
        Send(WorkerMessageKind.Hello, writer =>
        {
            writer.Write(WorkerMessage.ProtocolVersion);
            WorkerMessage.WriteText(writer, library.Version);
            writer.Write(library.ReadsMp3);
            WorkerMessage.WriteText(writer, library.Problem);
        });
    }

    /// <summary>Does what is asked. Whatever goes wrong with the file is an answer too.</summary>
    public void Answer(WorkerMessageKind kind, byte[] body)
    {
        using var reader = new BinaryReader(new MemoryStream(body));
        try
        {
            Dispatch(kind, reader);
        }
        catch (AudioDecodeException exception)
        {
            Send(exception.IsUnsupported ? WorkerMessageKind.Unsupported : WorkerMessageKind.Failed, writer => WorkerMessage.WriteText(writer, exception.Message));
        }
        catch (Exception exception) when (_file is null && AudioFile.Explain(exception) is { } reason)
        {
            Send(WorkerMessageKind.Failed, writer => WorkerMessage.WriteText(writer, reason));
        }
    }

    public void Dispose()
    {
        _file?.Dispose();
        _memory.Dispose();
    }

    private void Dispatch(WorkerMessageKind kind, BinaryReader reader)
    {
        switch (kind)
        {
            case WorkerMessageKind.Open:
                Open(reader);
                break;
            case WorkerMessageKind.Seek:
                Current.Seek(reader.ReadInt64());
                Send(WorkerMessageKind.Done, _ => { });
                break;
            case WorkerMessageKind.Read:
                Read(reader.ReadInt64(), reader.ReadBoolean());
                break;
            default:
                Close();
                Send(WorkerMessageKind.Closed, writer => writer.Write(_memory.IsWorn));
                break;
        }
    }

    private SndfileFile Current => _file ?? throw new AudioDecodeException("no file is open in the worker");

    private void Open(BinaryReader reader)
    {
        Close();
        _memory.Watch(reader.ReadInt64());
        _file = SndfileFile.Open(WorkerMessage.ReadText(reader), WorkerMessage.MaxBlockLength);
        AudioFormat format = _file.Format;
        Send(WorkerMessageKind.Opened, writer =>
        {
            writer.Write(format.SampleRate);
            writer.Write(format.ChannelCount);
            writer.Write(format.FrameCount ?? -1);
            WorkerMessage.WriteText(writer, format.Codec);
        });
    }

    private void Read(long maxFrames, bool mix)
    {
        ReadOnlySpan<float> samples = Current.Read(maxFrames);
        if (mix && Current.Format.ChannelCount > 1)
        {
            Span<float> mono = _mono.AsSpan(0, samples.Length / Current.Format.ChannelCount);
            MonoMixer.Mix(samples, Current.Format.ChannelCount, mono);
            samples = mono;
        }

        Span<byte> header = stackalloc byte[WorkerMessage.HeaderLength];
        WorkerMessage.WriteHeader(header, WorkerMessageKind.Block, samples.Length * sizeof(float));
        answers.Write(header);
        answers.Write(MemoryMarshal.AsBytes(samples));
        answers.Flush();
    }

    private void Close()
    {
        _memory.Rest();
        _file?.Dispose();
        _file = null;
    }

    private void Send(WorkerMessageKind kind, Action<BinaryWriter> writeBody)
    {
        answers.Write(WorkerMessage.Create(kind, writeBody));
        answers.Flush();
    }
}
