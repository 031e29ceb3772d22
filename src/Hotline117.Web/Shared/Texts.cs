namespace Hotline117.Web.Shared;

/// <summary>Names the resource files Texts.resx (English), Texts.ky.resx and Texts.ru.resx.</summary>
public sealed class Texts;
