package run.leger.resolved;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Files that bend every rule of the format: line ends, continuations, quotes, byte order marks, numbers, and bytes that are no text. */
@SuppressWarnings("exports")
public final class HostileConf {
    private static final List<String> PARTS = List.of(
            "[Resolve]\n",
            "[Resolve]\n",
            "[Resolve]",
            "\n",
            "\n",
            "\n",
            "\r\n",
            "\n\r",
            "\r",
            "\0",
            "\\",
            "\\\n",
            "\\\n# c\n",
            "# c\n",
            "#",
            ";",
            " ",
            "\t",
            "\u000b",
            "\u00c2\u00a0",
            "\u00ef\u00bb\u00bf",
            "\u00ff",
            "\u00ef\u00bf\u00be",
            "\u00c3\u00a4",
            "[",
            "]",
            "[X-a]\n",
            "[Other]\n",
            "[X-\"a]\n",
            "=",
            "\nDNS=",
            "\nDNS=1.1.1.1 ",
            "FallbackDNS=",
            "2.2.2.2",
            "::1",
            "\nDNS=::1",
            "\nDNS=127.0.0.1",
            "[::2]:99",
            // An interface ends with its part: whether there is a "loyes" the daemon alone knows.
            "%lo ",
            "%lo#n.example",
            "%1 ",
            "%010 ",
            "#n.example",
            ":0x35",
            ":010",
            "0.0.0.0 ",
            "127.0.0.53",
            "fe80::1%lo ",
            "\nDomains=",
            "~.",
            "~a.example ",
            "b.example ",
            "a..b",
            "\"",
            "'",
            "x!y ",
            "*",
            "~",
            "\nCache=",
            "\nCache=yes\n",
            "no-negative",
            "yes",
            "No",
            "\nDNSSEC=",
            "allow-downgrade",
            "\nLLMNR=",
            "resolve",
            "\nDNSOverTLS=opportunistic\n",
            "\nMulticastDNS=no\n",
            "\nReadEtcHosts=",
            "\nDNSStubListener=",
            "udp",
            "\nDNSStubListenerExtra=",
            "tcp:127.0.0.9:5399",
            "\nStaleRetentionSec=",
            "1.5h",
            "\nRefuseRecordTypes=",
            "AAAA ",
            "\nNoSuch=1\n",
            "X-own=1\n",
            "no equals\n");

    private HostileConf() {}

    /** Returns files of up to 40 parts. */
    public static Arbitrary<byte[]> files() {
        return Arbitraries.of(PARTS)
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts).getBytes(StandardCharsets.ISO_8859_1));
    }
}
