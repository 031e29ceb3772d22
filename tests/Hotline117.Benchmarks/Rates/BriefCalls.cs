namespace Hotline117.Benchmarks.Rates;

/// <summary>
/// SIPp scenarios of calls that end as soon as the two are connected. The phone hangs up, and the caller waits for that: 117 answers her at once, so one who hung up when
/// she is answered, as SIPp's own caller does, would be gone before any phone had rung.
/// </summary>
internal static class BriefCalls
{
    public const string CallerFile = "caller.xml";
    public const string PhoneFile = "phone.xml";

    public static IReadOnlyDictionary<string, string> Files { get; } = new Dictionary<string, string> { [CallerFile] = Caller, [PhoneFile] = Phone };

    private const string Sound = """
              v=0
              o=sipp 1 1 IN IP4 [local_ip]
              s=-
              c=IN IP4 [media_ip]
              t=0 0
              m=audio [media_port] RTP/AVP 8
              a=rtpmap:8 PCMA/8000
        """;

    private const string Caller = $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <scenario name="Waits until the hotline hangs up">
          <send retrans="500">
            <![CDATA[
              INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0
              Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
              From: <sip:0312555000@[local_ip]>;tag=[pid]c[call_number]
              To: <sip:[service]@[remote_ip]:[remote_port]>
              Call-ID: [call_id]
              CSeq: 1 INVITE
              Contact: <sip:caller@[local_ip]:[local_port]>
              Max-Forwards: 70
              Content-Type: application/sdp
              Content-Length: [len]

        {Sound}
            ]]>
          </send>
          <recv response="100" optional="true"/>
          <recv response="180" optional="true"/>
          <recv response="183" optional="true"/>
          <recv response="200"/>
          <send>
            <![CDATA[
              ACK sip:[service]@[remote_ip]:[remote_port] SIP/2.0
              Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
              From: <sip:0312555000@[local_ip]>;tag=[pid]c[call_number]
              [last_To:]
              Call-ID: [call_id]
              CSeq: 1 ACK
              Max-Forwards: 70
              Content-Length: 0

            ]]>
          </send>
          <recv request="BYE"/>
          <send>
            <![CDATA[
              SIP/2.0 200 OK
              [last_Via:]
              [last_From:]
              [last_To:]
              [last_Call-ID:]
              [last_CSeq:]
              Content-Length: 0

            ]]>
          </send>
        </scenario>
        """;

    private const string Phone = $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <scenario name="Picks up and hangs up">
          <recv request="INVITE">
            <action>
              <ereg regexp="sip:[^>;]+" search_in="hdr" header="Contact:" assign_to="target"/>
              <ereg regexp=".*" search_in="hdr" header="From:" assign_to="caller"/>
              <ereg regexp=".*" search_in="hdr" header="To:" assign_to="self"/>
            </action>
          </recv>
          <send>
            <![CDATA[
              SIP/2.0 180 Ringing
              [last_Via:]
              [last_From:]
              [last_To:];tag=[pid]p[call_number]
              [last_Call-ID:]
              [last_CSeq:]
              Contact: <sip:phone@[local_ip]:[local_port]>
              Content-Length: 0

            ]]>
          </send>
          <send retrans="500">
            <![CDATA[
              SIP/2.0 200 OK
              [last_Via:]
              [last_From:]
              [last_To:];tag=[pid]p[call_number]
              [last_Call-ID:]
              [last_CSeq:]
              Contact: <sip:phone@[local_ip]:[local_port]>
              Content-Type: application/sdp
              Content-Length: [len]

        {Sound}
            ]]>
          </send>
          <recv request="ACK"/>
          <send retrans="500">
            <![CDATA[
              BYE [$target] SIP/2.0
              Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
              From:[$self];tag=[pid]p[call_number]
              To:[$caller]
              [last_Call-ID:]
              CSeq: 1 BYE
              Max-Forwards: 70
              Content-Length: 0

            ]]>
          </send>
          <recv response="200"/>
        </scenario>
        """;
}
