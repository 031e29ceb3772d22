namespace Hotline117.IntegrationTests.Sip;

/// <summary>Location documents as carriers send them (RFC 4119, RFC 5491, RFC 5139).</summary>
public static class Pidf
{
    public static (string, string) Header { get; } = ("Geolocation", "<cid:whereabouts@127.0.0.1>");

    /// <param name="position">Latitude and longitude.</param>
    public static string Point(string position) =>
        Document($"""<gml:Point srsName="urn:ogc:def:crs:EPSG::4326"><gml:pos>{position}</gml:pos></gml:Point>""");

    public static string Address(string oblast, string town) =>
        Document($"""<ca:civicAddress xml:lang="ru"><ca:country>KG</ca:country><ca:A1>{oblast}</ca:A1><ca:A3>{town}</ca:A3></ca:civicAddress>""");

    public static string Document(string location, string before = "") => $"""
        <?xml version="1.0" encoding="UTF-8"?>{before}
        <presence xmlns="urn:ietf:params:xml:ns:pidf" xmlns:gp="urn:ietf:params:xml:ns:pidf:geopriv10" xmlns:gml="http://www.opengis.net/gml"
            xmlns:ca="urn:ietf:params:xml:ns:pidf:geopriv10:civicAddr" entity="pres:caller@example.com">
          <tuple id="1"><status><gp:geopriv>
            <gp:location-info>{location}</gp:location-info>
            <gp:usage-rules/>
          </gp:geopriv></status></tuple>
        </presence>
        """;
}
