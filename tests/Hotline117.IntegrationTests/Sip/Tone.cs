namespace Hotline117.IntegrationTests.Sip;

/// <summary>Sound as telephones send it: A-law (ITU-T G.711) at 8000 samples a second, and how to find a tone in it.</summary>
public static class Tone
{
    public const int SampleRate = 8000;

    /// <param name="first">Number of the first sample, so that packets join without a click.</param>
    public static byte[] Samples(double hertz, int first, int count) =>
        [.. Enumerable.Range(first, count).Select(i => Encode(8000 * Math.Sin(2 * Math.PI * hertz * i / SampleRate)))];

    /// <returns>The part of the sound's power that is this tone, 0 to 1 (Goertzel's algorithm); 0 for silence.</returns>
    public static double Share(IReadOnlyList<double> sound, double hertz)
    {
        var turn = 2 * Math.Cos(2 * Math.PI * hertz / SampleRate);
        double before = 0, last = 0, power = 0;
        foreach (var sample in sound)
        {
            (before, last) = (last, sample + (turn * last) - before);
            power += sample * sample;
        }

        return Loudness(sound) < 1 ? 0 : 2 * ((last * last) + (before * before) - (turn * last * before)) / (sound.Count * power);
    }

    /// <summary>Root mean square; full scale is about 32000, silence below 50.</summary>
    public static double Loudness(IReadOnlyList<double> sound) => sound.Count == 0 ? 0 : Math.Sqrt(sound.Average(sample => sample * sample));

    public static double Decode(byte alaw)
    {
        var code = alaw ^ 0x55;
        var exponent = (code >> 4) & 7;
        var value = ((code & 0x0F) << 4) + 8;
        value = exponent == 0 ? value : (value + 0x100) << (exponent - 1);
        return (code & 0x80) != 0 ? value : -value;
    }

    private static byte Encode(double sample)
    {
        var magnitude = Math.Min((int)Math.Abs(sample), 32635);
        var exponent = magnitude < 256 ? 0 : Math.Min(7, (int)Math.Log2(magnitude) - 7);
        var mantissa = (magnitude >> (exponent == 0 ? 4 : exponent + 3)) & 0x0F;
        return (byte)(((sample >= 0 ? 0x80 : 0) | (exponent << 4) | mantissa) ^ 0x55);
    }
}
