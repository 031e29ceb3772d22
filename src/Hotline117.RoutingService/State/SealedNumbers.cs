using System.Security.Cryptography;
using System.Text;

namespace Hotline117.RoutingService.State;

/// <summary>Seals the lines' numbers for Redis with AES-256-GCM; bound to the line's id, so that sealed numbers can't be swapped.</summary>
internal sealed class SealedNumbers(byte[] key)
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    public string Seal(string lineId, string number)
    {
        var plain = Encoding.UTF8.GetBytes(number);
        var sealedBytes = new byte[NonceSize + TagSize + plain.Length];
        var nonce = sealedBytes.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(NonceSize + TagSize), sealedBytes.AsSpan(NonceSize, TagSize), Encoding.UTF8.GetBytes(lineId));
        return Convert.ToBase64String(sealedBytes);
    }

    /// <exception cref="CryptographicException">Sealed with another key or for another line, or damaged.</exception>
    public string Open(string lineId, string text)
    {
        var bytes = Convert.FromBase64String(text);
        if (bytes.Length < NonceSize + TagSize)
        {
            throw new CryptographicException($"The sealed number of line {lineId} is too short.");
        }

        var plain = new byte[bytes.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(bytes.AsSpan(0, NonceSize), bytes.AsSpan(NonceSize + TagSize), bytes.AsSpan(NonceSize, TagSize), plain, Encoding.UTF8.GetBytes(lineId));
        return Encoding.UTF8.GetString(plain);
    }
}
